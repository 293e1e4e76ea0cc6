package dev.holdfast.http;

import dev.holdfast.http.exchange.Response;
import java.util.Optional;

/** Header fields of every response: the request id, and the security fields for browsers. */
record CommonHeaders(CrossOrigin crossOrigin) {

    Response addTo(Response response, String requestId, Optional<String> origin) {
        var safe = response.header("Holdfast-Request-Id", requestId)
                .header("X-Content-Type-Options", "nosniff")
                .headerUnlessSet("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .headerUnlessSet("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin");
        return crossOrigin.apply(safe, origin);
    }
}
