package dev.holdfast.http.auth;

import dev.holdfast.http.exchange.Credential;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import java.util.Locale;
import java.util.Optional;

/** Lets in who has a token: in the field Authorization (RFC 6750 §2.1), or in the cookie of a session. */
record BearerTokenAuthenticator(TokenFile file) implements Authenticator {

    private static final String SCHEME = "bearer ";

    @Override
    public Credential authenticate(Request request) {
        var bearer = bearer(request);
        if (bearer.isPresent()) {
            return bearer.flatMap(this::credential).orElseThrow(() -> unknown("The token is not known here."));
        }
        var credential = SessionCookie.token(request)
                .flatMap(this::credential)
                .orElseThrow(
                        () -> unknown(
                                "Say who you are: send your token as Authorization: Bearer <token>, or sign in with POST /api/session."));
        SessionCookie.requireSameOrigin(request);
        return credential.keptElsewhere(); // the browser may have been signed out, which leaves the token as it is
    }

    private Optional<Credential> credential(String token) {
        return file.bearer(token)
                .map(author -> new Credential(
                        author, () -> file.bearer(token).filter(author::equals).isPresent(), true));
    }

    /** The token in the field Authorization. */
    static Optional<String> bearer(Request request) {
        var lines = request.lines("Authorization");
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var line = lines.get(0);
        if (lines.size() > 1 || !line.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw unknown("The field Authorization holds one token, as Bearer <token>.");
        }
        return Optional.of(line.substring(SCHEME.length()).strip());
    }

    static ProblemException unknown(String detail) {
        return Problem.of(ProblemType.UNAUTHENTICATED, detail)
                .withHeader("WWW-Authenticate", "Bearer realm=\"holdfast\"")
                .asException();
    }
}
