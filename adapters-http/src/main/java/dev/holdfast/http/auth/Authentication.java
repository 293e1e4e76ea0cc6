package dev.holdfast.http.auth;

/** How a server finds out who sends a request. */
public sealed interface Authentication {

    /** It does not: everyone who can reach it is who they say they are. For a server that only its own computer reaches. */
    record None() implements Authentication {}

    /** Everyone sends a token that a file knows, in the field Authorization or as the cookie of a session. */
    record Tokens(TokenFile file) implements Authentication {}

    /**
     * A proxy in front of the server has found it out.
     *
     * @param name the field in which the proxy names the user, in percent-encoded UTF-8, and which it lets nobody else send
     */
    record UserHeader(String name) implements Authentication {}

    /** What finds it out. */
    default Authenticator authenticator() {
        if (this instanceof Tokens tokens) {
            return new BearerTokenAuthenticator(tokens.file());
        }
        return this instanceof UserHeader header
                ? new ProxyUserAuthenticator(header.name())
                : new UnauthenticatedName();
    }
}
