package dev.holdfast.http.auth;

import dev.holdfast.application.AccessPolicy;
import java.util.Optional;

/** Authentication scheme of a server. */
public sealed interface Authentication {

    /** No authentication: clients name themselves. For a server that is reachable from its own computer only. */
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

    /** Bearer tokens of a file, in the field Authorization or in the cookie of a session. */
    record Tokens(TokenFile file) implements Authentication {

        @Override
        public Authenticator authenticator() {
            return new BearerTokenAuthenticator(file);
        }

        @Override
        public String label() {
            return "token";
        }

        @Override
        public Optional<TokenFile> tokenFile() {
            return Optional.of(file);
        }
    }

    /**
     * Authentication by a proxy in front of the server.
     *
     * @param name the field in which the proxy names the user, in percent-encoded UTF-8; the proxy must remove it from the
     *     requests of clients
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

    /** The tokens, if the scheme has them. */
    default Optional<TokenFile> tokenFile() {
        return Optional.empty();
    }

    /** The roles of the token file; everything for everyone without one. */
    default AccessPolicy accessPolicy() {
        return tokenFile().<AccessPolicy>map(file -> file).orElseGet(AccessPolicy::everyoneMayDoEverything);
    }
}
