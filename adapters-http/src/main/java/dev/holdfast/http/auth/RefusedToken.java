package dev.holdfast.http.auth;

import dev.holdfast.domain.Author;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import java.util.Optional;

/** Refusal of a token or of the cookie of a session. The message says why, and holds nothing of the request. */
final class RefusedToken extends ProblemException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Author> owner;

    private RefusedToken(String detail, Optional<Author> owner) {
        super(Problem.of(ProblemType.UNAUTHENTICATED, detail)
                .withHeader("WWW-Authenticate", "Bearer realm=\"holdfast\""));
        this.owner = owner;
    }

    /** Refusal of a token that belongs to nobody who is known. */
    static RefusedToken ofNobody(String detail) {
        return new RefusedToken(detail, Optional.empty());
    }

    /** Refusal of a token that has expired or is not valid any more. */
    static RefusedToken of(Author owner, String detail) {
        return new RefusedToken(detail, Optional.of(owner));
    }

    /** The person whose token it is; empty if the token is unknown. */
    Optional<Author> owner() {
        return owner;
    }
}
