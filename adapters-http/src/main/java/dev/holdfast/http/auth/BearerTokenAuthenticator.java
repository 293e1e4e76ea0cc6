package dev.holdfast.http.auth;

import dev.holdfast.http.exchange.Credential;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import java.util.Locale;
import java.util.Optional;

/** Authentication by a bearer token, in the field Authorization (RFC 6750 §2.1) or in a session cookie. */
record BearerTokenAuthenticator(TokenFile file) implements Authenticator {

    private static final String SCHEME = "bearer ";

    @Override
    public Credential authenticate(Request request) {
        var bearer = bearer(request);
        if (bearer.isPresent()) {
            return bearer.flatMap(this::credential).orElseThrow(() -> unknown("The token is unknown."));
        }
        var credential = SessionCookie.token(request)
                .flatMap(this::credential)
                .orElseThrow(
                        () -> unknown(
                                "The request has no token. Send one as Authorization: Bearer <token>, or sign in with POST /api/session."));
        SessionCookie.requireSameOrigin(request);
        return credential.keptElsewhere(); // signing out removes the cookie and leaves the token valid
    }

    private Optional<Credential> credential(String token) {
        return file.author(token)
                .map(author -> new Credential(
                        author, () -> file.author(token).filter(author::equals).isPresent(), true));
    }

    /** The token in the field Authorization. */
    static Optional<String> bearer(Request request) {
        var lines = request.lines("Authorization");
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var line = lines.get(0);
        if (lines.size() > 1 || !line.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw unknown("The field Authorization must be one token, as Bearer <token>.");
        }
        return Optional.of(line.substring(SCHEME.length()).strip());
    }

    static ProblemException unknown(String detail) {
        return Problem.of(ProblemType.UNAUTHENTICATED, detail)
                .withHeader("WWW-Authenticate", "Bearer realm=\"holdfast\"")
                .asException();
    }
}
