package dev.holdfast.http;

import dev.holdfast.domain.Author;
import java.util.Locale;
import java.util.Optional;

/** Lets in who has a token: in the field Authorization (RFC 6750 §2.1), or in the cookie of a session. */
record TokenHolder(TokenFile file) implements Authenticator {

    private static final String SCHEME = "bearer ";

    @Override
    public Author authenticate(Request request) {
        var bearer = bearer(request);
        if (bearer.isPresent()) {
            return bearer.flatMap(file::bearer).orElseThrow(() -> unknown("The token is not known here."));
        }
        var author = SessionCookie.token(request)
                .flatMap(file::bearer)
                .orElseThrow(
                        () -> unknown(
                                "Say who you are: send your token as Authorization: Bearer <token>, or sign in with POST /api/session."));
        SessionCookie.requireSameOrigin(request);
        return author;
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
