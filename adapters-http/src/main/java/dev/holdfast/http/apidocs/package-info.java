/** The OpenAPI description of the server, as JSON and as a web page, and a page for each problem type. */
@NullMarked
package dev.holdfast.http.apidocs;

import org.jspecify.annotations.NullMarked;
