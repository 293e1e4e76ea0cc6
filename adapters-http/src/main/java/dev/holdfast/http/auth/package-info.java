/** Authentication of requests: bearer tokens, session cookies, and the user field of a trusted proxy. */
@NullMarked
package dev.holdfast.http.auth;

import org.jspecify.annotations.NullMarked;
