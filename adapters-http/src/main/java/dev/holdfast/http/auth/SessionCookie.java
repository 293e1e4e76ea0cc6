package dev.holdfast.http.auth;

import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Session cookie. It holds a secret that is made for the session, and scripts cannot read it (HttpOnly). */
final class SessionCookie {

    private static final String NAME = "holdfast-session";

    /** A browser accepts a cookie with this prefix only over TLS and from the host that it is sent to (RFC 6265bis §4.1.3). */
    private static final String SECURE_NAME = "__Host-" + NAME;

    private SessionCookie() {}

    /**
     * The secret in the cookie of the scheme that the browser used; any other name is ignored. Empty if there are two of that
     * name: one was set by somebody else.
     */
    static Optional<String> secret(Request request) {
        var begin = name(request) + "=";
        var values = request.lines("Cookie").stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .filter(pair -> pair.startsWith(begin))
                .map(pair -> pair.substring(begin.length()))
                .distinct()
                .toList();
        return Optional.of(values)
                .filter(all -> all.size() == 1)
                .map(all -> all.get(0))
                .filter(Secret::isSecret); // no other text is worth a look into the database
    }

    static String valid(String secret, Duration lifetime, Request request) {
        return cookie(secret, lifetime, request);
    }

    static String expired(Request request) {
        return cookie("", Duration.ZERO, request);
    }

    private static String cookie(String value, Duration lifetime, Request request) {
        return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                .formatted(name(request), value, lifetime.toSeconds(), request.isSecure() ? "; Secure" : "");
    }

    private static String name(Request request) {
        return request.isSecure() ? SECURE_NAME : NAME;
    }

    /**
     * Refuses cross-site request forgery: a write that a page of another origin made the browser send.
     *
     * @throws ProblemException if the request is a write and not of the same origin
     */
    static void requireSameOrigin(Request request) {
        if (!request.reads() && !isSameOrigin(request)) {
            throw Problem.of(
                            ProblemType.ACCESS_DENIED,
                            "A write with a session cookie must come from a page of this server, so the field Origin must name"
                                    + " its address. If a reverse proxy changes the field Host, start the server with --public-url"
                                    + " and the URL that people use, or let the proxy pass the Host on. Other programs send their"
                                    + " token as Authorization: Bearer <token>.")
                    .asException();
        }
    }

    /** A browser sets Sec-Fetch-Site by itself, and no page can (Fetch Metadata Request Headers); older ones send Origin alone. */
    private static boolean isSameOrigin(Request request) {
        var site = request.lines("Sec-Fetch-Site");
        if (!site.isEmpty()) {
            return site.equals(List.of("same-origin"));
        }
        var origins = request.lines("Origin");
        return origins.size() == 1 && request.isOwnOrigin(origins.get(0));
    }
}
