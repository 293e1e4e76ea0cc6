/** Requests, responses, endpoints and problem details, and the checks that all endpoints share. */
@NullMarked
package dev.holdfast.http.exchange;

import org.jspecify.annotations.NullMarked;
