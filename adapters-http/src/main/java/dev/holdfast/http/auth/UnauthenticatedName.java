package dev.holdfast.http.auth;

import dev.holdfast.domain.Author;
import dev.holdfast.http.exchange.Credential;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.header.PercentEncoding;
import java.util.Optional;

/** Unauthenticated display name of the client, from the field Holdfast-Author in percent-encoded UTF-8. */
final class UnauthenticatedName implements Authenticator {

    private static final String FIELD = "Holdfast-Author";

    @Override
    public Credential authenticate(Request request) {
        return Credential.unneeded(author(request));
    }

    private static Author author(Request request) {
        var lines = request.lines(FIELD);
        if (lines.isEmpty()) {
            return Author.ANONYMOUS;
        }
        return Optional.of(lines)
                .filter(all -> all.size() == 1)
                .flatMap(all -> PercentEncoding.decode(all.get(0)))
                .filter(Author::isName)
                .map(Author::unverified)
                .orElseThrow(() -> Problem.of(
                                ProblemType.MALFORMED_HEADER,
                                "The field %s must be one name of 1 to %d characters in percent-encoded UTF-8, for example J%%C3%%BCrgen."
                                        .formatted(FIELD, Author.MAX_NAME_LENGTH))
                        .with("field", FIELD)
                        .asException());
    }
}
