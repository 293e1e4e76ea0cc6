package dev.holdfast.http.auth;

import dev.holdfast.domain.Author;
import dev.holdfast.http.exchange.Credential;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.header.PercentEncoding;
import java.util.Optional;

/** Authentication by the user field of a trusted reverse proxy. */
record ProxyUserAuthenticator(String field) implements Authenticator {

    @Override
    public Credential authenticate(Request request) {
        return Optional.of(request.lines(field))
                .filter(lines -> lines.size() == 1)
                .flatMap(lines -> PercentEncoding.decode(lines.get(0)))
                .filter(Author::isName)
                .map(name -> Credential.onTrust(Author.verified(name)))
                .orElseThrow(() -> Problem.of(
                                ProblemType.UNAUTHENTICATED,
                                "The proxy must send the user in one field %s, in percent-encoded UTF-8."
                                        .formatted(field))
                        .withHeader("WWW-Authenticate", "Proxy-User")
                        .asException());
    }
}
