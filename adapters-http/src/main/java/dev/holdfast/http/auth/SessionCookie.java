package dev.holdfast.http.auth;

import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Session cookie. It holds the token, so that no server keeps sessions, and scripts cannot read it (HttpOnly). */
final class SessionCookie {

    private static final String NAME = "holdfast-session";

    /** A browser accepts a cookie with this prefix only over TLS and from the host that it is sent to (RFC 6265bis §4.1.3). */
    private static final String SECURE_NAME = "__Host-" + NAME;

    private static final int SECONDS = 30 * 24 * 60 * 60;
    private static final Pattern TOKEN = Pattern.compile("(?:^|;[ \\t]*)(?:__Host-)?" + NAME + "=([A-Za-z0-9_-]+)");

    private SessionCookie() {}

    static Optional<String> token(Request request) {
        var cookie = TOKEN.matcher(String.join("; ", request.lines("Cookie")));
        return cookie.find() ? Optional.of(cookie.group(1)) : Optional.empty();
    }

    static String valid(String token, Request request) {
        return cookie(token, SECONDS, request);
    }

    static String expired(Request request) {
        return cookie("", 0, request);
    }

    private static String cookie(String value, int seconds, Request request) {
        var secure = scheme(request).equals("https");
        return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                .formatted(secure ? SECURE_NAME : NAME, value, seconds, secure ? "; Secure" : "");
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
                                    + " its address. Other programs send their token as Authorization: Bearer <token>.")
                    .asException();
        }
    }

    private static boolean isSameOrigin(Request request) {
        var origins = request.lines("Origin");
        var hosts = request.lines("Host");
        return origins.size() == 1
                && hosts.size() == 1
                && authority(origins.get(0))
                        .filter(hosts.get(0).toLowerCase(Locale.ROOT)::equals)
                        .isPresent();
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getAuthority()).map(text -> text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The scheme that the browser used. A client with a false X-Forwarded-Proto weakens only its own cookie. */
    private static String scheme(Request request) {
        var forwarded = request.lines("X-Forwarded-Proto");
        return forwarded.size() == 1 ? forwarded.get(0).strip().toLowerCase(Locale.ROOT) : "http";
    }
}
