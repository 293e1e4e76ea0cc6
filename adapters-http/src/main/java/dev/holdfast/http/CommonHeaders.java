package dev.holdfast.http;

import dev.holdfast.http.exchange.Response;
import java.util.Optional;

/** What every answer has, whoever gives it: the id of its request, and what keeps browsers from misusing it. */
record CommonHeaders(CrossOrigin crossOrigin) {

    Response addTo(Response response, String requestId, Optional<String> origin) {
        var safe = response.header("Holdfast-Request-Id", requestId)
                .header("X-Content-Type-Options", "nosniff")
                .headerUnlessSet("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .headerUnlessSet("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin");
        return crossOrigin.apply(safe, origin);
    }
}
