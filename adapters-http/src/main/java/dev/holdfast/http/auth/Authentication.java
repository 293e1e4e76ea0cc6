package dev.holdfast.http.auth;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.session.Sessions;
import java.util.Optional;

/** Authentication scheme of a server. */
public sealed interface Authentication {

    /** No authentication: clients name themselves. For servers on a loopback address. */
    record None() implements Authentication {

        @Override
        public Authenticator authenticator() {
            return new UnauthenticatedName();
        }

        @Override
        public String label() {
            return "none";
        }
    }

    /**
     * Bearer tokens of a tokens file, in the field Authorization or exchanged for a session.
     *
     * @param sessions the sessions; empty for a server without sign-in
     */
    record Tokens(TokenFile file, Optional<Sessions> sessions) implements Authentication {

        /** Tokens without sign-in, so that browsers cannot use the server. */
        public Tokens(TokenFile file) {
            this(file, Optional.empty());
        }

        @Override
        public Authenticator authenticator() {
            return new BearerTokenAuthenticator(file, sessions);
        }

        @Override
        public String label() {
            return "token";
        }

        @Override
        public Optional<TokenFile> tokenFile() {
            return Optional.of(file);
        }

        @Override
        public Authentication with(Sessions next) {
            return new Tokens(file, Optional.of(next));
        }
    }

    /**
     * Authentication by a reverse proxy.
     *
     * @param name the header field with the user, in percent-encoded UTF-8; the proxy must remove it from the requests of
     *     clients
     */
    record UserHeader(String name) implements Authentication {

        @Override
        public Authenticator authenticator() {
            return new ProxyUserAuthenticator(name);
        }

        @Override
        public String label() {
            return "proxy";
        }
    }

    Authenticator authenticator();

    /** The name of the scheme in JSON. */
    String label();

    /** The tokens file; empty for a scheme without tokens. */
    default Optional<TokenFile> tokenFile() {
        return Optional.empty();
    }

    /** Copy whose users can sign in, if the scheme has a sign-in. */
    default Authentication with(Sessions sessions) {
        return this;
    }

    /** The sessions; empty for a scheme without sign-in. */
    default Optional<Sessions> sessions() {
        return Optional.empty();
    }

    /** The access policy: the roles of the tokens file, or full access without one. */
    default AccessPolicy accessPolicy() {
        return tokenFile().<AccessPolicy>map(file -> file).orElseGet(AccessPolicy::everyoneMayDoEverything);
    }
}
