package dev.holdfast.http.auth;

import dev.holdfast.application.session.Session;
import dev.holdfast.application.session.Sessions;
import dev.holdfast.http.exchange.Credential;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.Request;
import java.util.Locale;
import java.util.Optional;

/**
 * Authentication by a bearer token in the field Authorization (RFC 6750 §2.1), or by the cookie of a session that began with
 * one.
 */
record BearerTokenAuthenticator(TokenFile file, Optional<Sessions> sessions) implements Authenticator {

    private static final String SCHEME = "bearer ";

    @Override
    public Credential authenticate(Request request) {
        var bearer = bearer(request);
        if (bearer.isPresent()) {
            var principal = entry(bearer.get()).principal();
            return new Credential(principal.author(), () -> file.holds(principal), true);
        }
        var cookie = SessionCookie.secret(request)
                .filter(secret -> sessions.isPresent())
                .orElseThrow(
                        () -> RefusedToken.ofNobody(
                                "The request has no token. Send one as Authorization: Bearer <token>, or sign in with POST /api/session."));
        var known = sessions.orElseThrow();
        var session = session(known, cookie);
        SessionCookie.requireSameOrigin(request);
        return new Credential(
                session.principal().author(),
                () -> known.isOpen(session.id()) && file.holds(session.principal()),
                true);
    }

    private Session session(Sessions known, String secret) {
        var session = known.find(secret)
                .orElseThrow(
                        () -> RefusedToken.ofNobody("The session has ended. Sign in again with POST /api/session."));
        if (!file.holds(session.principal())) {
            throw RefusedToken.of(
                    session.principal().author(),
                    "The session has ended, because its token was revoked, has expired or has another role"
                            + " now. Sign in again with POST /api/session.");
        }
        return session;
    }

    /**
     * The entry of a valid token.
     *
     * @throws ProblemException if the token is unknown or not valid
     */
    TokenEntry entry(String token) {
        var entry = file.find(token).orElseThrow(() -> RefusedToken.ofNobody("The token is unknown."));
        file.invalidity(entry).ifPresent(reason -> {
            throw refused(entry, reason);
        });
        return entry;
    }

    /** Whoever holds a token may know why it is refused. */
    private static RefusedToken refused(TokenEntry entry, String reason) {
        return RefusedToken.of(
                entry.author(),
                entry.expires()
                        .filter(end -> reason.equals(TokenList.EXPIRED))
                        .map(end -> "The token expired at %s. Whoever runs this server can give you a new one."
                                .formatted(end))
                        .orElse("The token is disabled: the tokens file has %s.".formatted(reason)));
    }

    /** The token in the field Authorization. */
    private static Optional<String> bearer(Request request) {
        var lines = request.lines("Authorization");
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var line = lines.get(0);
        if (lines.size() > 1 || !line.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw RefusedToken.ofNobody("The field Authorization must be one token, as Bearer <token>.");
        }
        return Optional.of(line.substring(SCHEME.length()).strip());
    }
}
