package dev.holdfast.http;

import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Response;
import java.util.Optional;
import java.util.Set;

/**
 * Which web pages of other origins may use the server from a browser (the CORS protocol of the Fetch standard).
 *
 * @param allowed the origins as browsers send them; empty if there is none
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

    /** The answer as a page of that origin may read it, refusals included: it needs the current version to merge. */
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

    /** The answer to OPTIONS, which may be a browser's question whether a page may send what it wants to send. */
    Response preflight(Response options, String allowedMethods, Request request) {
        var asks = !request.lines("Access-Control-Request-Method").isEmpty();
        var mayAsk = request.lines("Origin").stream().anyMatch(allowed::contains);
        return asks && mayAsk
                ? options.header("Access-Control-Allow-Methods", allowedMethods)
                        .header("Access-Control-Allow-Headers", ALLOWED_HEADERS)
                        .header("Access-Control-Max-Age", MAX_AGE_SECONDS)
                : options;
    }
}
