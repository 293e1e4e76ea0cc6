package dev.holdfast.http.auth;

import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The cookie that keeps a browser signed in. It holds the token, out of reach of scripts, so that it is good on any node. */
final class SessionCookie {

    private static final String NAME = "holdfast-session";

    /** Browsers take such a cookie only from the very host that it goes to, and only under TLS (RFC 6265bis §4.1.3). */
    private static final String SECURE_NAME = "__Host-" + NAME;

    private static final int SECONDS = 30 * 24 * 60 * 60;
    private static final Pattern TOKEN = Pattern.compile("(?:^|;[ \\t]*)(?:__Host-)?" + NAME + "=([A-Za-z0-9_-]+)");

    private SessionCookie() {}

    static Optional<String> token(Request request) {
        var cookie = TOKEN.matcher(String.join("; ", request.lines("Cookie")));
        return cookie.find() ? Optional.of(cookie.group(1)) : Optional.empty();
    }

    static String holding(String token, Request request) {
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
     * Refuses a write that a page of somebody else's made the browser send.
     *
     * @throws ProblemException if the request changes something and does not come from a page of this server
     */
    static void requireSameOrigin(Request request) {
        if (!request.reads() && !isSameOrigin(request)) {
            throw Problem.of(
                            ProblemType.ACCESS_DENIED,
                            "A write by the cookie of a session has to come from a page of this server, whose address the field"
                                    + " Origin names. Other programs send their token as Authorization: Bearer <token>.")
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

    /** As the browser sees it. A client that lies about it only keeps its own cookie less well. */
    private static String scheme(Request request) {
        var forwarded = request.lines("X-Forwarded-Proto");
        return forwarded.size() == 1 ? forwarded.get(0).strip().toLowerCase(Locale.ROOT) : "http";
    }
}
