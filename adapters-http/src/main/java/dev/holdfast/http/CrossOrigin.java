package dev.holdfast.http;

import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Response;
import java.util.Optional;
import java.util.Set;

/**
 * CORS protocol of the Fetch standard: access of web pages from other origins.
 *
 * @param allowed the allowed origins in the form that browsers send; empty for no access
 */
record CrossOrigin(Set<String> allowed) {

    private static final String EXPOSED =
            "ETag, Location, Content-Location, Last-Modified, Link, Retry-After, Preference-Applied, Holdfast-Replayed,"
                    + " Holdfast-Dropped";
    private static final String ALLOWED_HEADERS =
            "If-Match, If-None-Match, Idempotency-Key, Prefer, Content-Type, Authorization, Last-Event-ID, Holdfast-Author";
    private static final String MAX_AGE_SECONDS = "600";

    CrossOrigin {
        allowed = Set.copyOf(allowed);
    }

    /** Response with the CORS fields for an origin. Error responses have them too: a page needs the current version to merge. */
    Response apply(Response response, Optional<String> origin) {
        if (allowed.isEmpty()) {
            return response;
        }
        var vary = response.headers().get("Vary");
        var varying = response.header("Vary", vary == null ? "Origin" : vary + ", Origin");
        return origin.filter(allowed::contains)
                .map(name -> varying.header("Access-Control-Allow-Origin", name)
                        .header("Access-Control-Expose-Headers", EXPOSED))
                .orElse(varying);
    }

    /** Response to OPTIONS, with the fields of a preflight if the request is one. */
    Response preflight(Response options, String allowedMethods, Request request) {
        var isPreflight = !request.lines("Access-Control-Request-Method").isEmpty();
        var isAllowed = request.lines("Origin").stream().anyMatch(allowed::contains);
        return isPreflight && isAllowed
                ? options.header("Access-Control-Allow-Methods", allowedMethods)
                        .header("Access-Control-Allow-Headers", ALLOWED_HEADERS)
                        .header("Access-Control-Max-Age", MAX_AGE_SECONDS)
                : options;
    }
}
