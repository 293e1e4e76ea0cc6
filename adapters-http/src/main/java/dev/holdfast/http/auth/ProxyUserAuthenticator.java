package dev.holdfast.http.auth;

import dev.holdfast.domain.Author;
import dev.holdfast.http.address.TrustedProxies;
import dev.holdfast.http.exchange.Credential;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.header.PercentEncoding;
import java.util.Optional;
import java.util.stream.Stream;

/** Authentication by the user field of a trusted reverse proxy. From anyone else the field is refused. */
record ProxyUserAuthenticator(String field, ProxyRoles roles, TrustedProxies proxies, SecurityEvents events)
        implements Authenticator {

    @Override
    public Credential authenticate(Request request) {
        if (!request.isFrom(proxies)) {
            throw stranger(request);
        }
        var author = user(request).map(Author::verified).orElseThrow(() -> unnamed(request));
        roles.note(request, author, events);
        return Credential.onTrust(author);
    }

    private Optional<String> user(Request request) {
        return Optional.of(request.lines(field))
                .filter(lines -> lines.size() == 1)
                .flatMap(lines -> PercentEncoding.decode(lines.get(0)))
                .filter(ProxyUserAuthenticator::isUser);
    }

    /** True if a text can be the name of a user. No space at its ends makes it look like another one. */
    static boolean isUser(String text) {
        return Author.isName(text) && text.equals(text.strip());
    }

    private ProblemException stranger(Request request) {
        var sent = Stream.concat(Stream.of(field), roles.fields().stream())
                .filter(name -> !request.lines(name).isEmpty())
                .findFirst();
        if (sent.isEmpty()) {
            return unauthenticated("Sign in at the proxy in front of this server, and send the request through it.");
        }
        events.proxyFieldRefused(request, sent.get());
        return unauthenticated(
                "The field %s is accepted from the proxy in front of this server only, and this request did not come from it. Send the request through the proxy. If it is a proxy, its address must be named with --trusted-proxy."
                        .formatted(sent.get()));
    }

    private ProblemException unnamed(Request request) {
        if (!request.lines(field).isEmpty()) {
            events.userUnreadable(request, field);
        }
        return unauthenticated(
                "The proxy must send the user in one field %s, in percent-encoded UTF-8: 1 to %d characters that can be seen, without spaces around them."
                        .formatted(field, Author.MAX_NAME_LENGTH));
    }

    private static ProblemException unauthenticated(String detail) {
        return Problem.of(ProblemType.UNAUTHENTICATED, detail)
                .withHeader("WWW-Authenticate", "Proxy-User")
                .asException();
    }
}
