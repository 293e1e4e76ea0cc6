package dev.holdfast.http.auth;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.session.Sessions;
import dev.holdfast.domain.Author;
import dev.holdfast.http.address.TrustedProxies;
import java.util.Optional;

/** Authentication scheme of a server. */
public sealed interface Authentication {

    /** No authentication: clients name themselves. For servers on a loopback address. */
    record None() implements Authentication {

        @Override
        public Authenticator authenticator(TrustedProxies proxies, SecurityEvents events) {
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
        public Authenticator authenticator(TrustedProxies proxies, SecurityEvents events) {
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
     * Authentication by a trusted reverse proxy.
     *
     * @param name the header field with the user, in percent-encoded UTF-8; the proxy must remove it from the requests of
     *     clients
     * @param roles the roles of the users
     */
    record UserHeader(String name, ProxyRoles roles) implements Authentication {

        /** With one role for everybody. */
        public UserHeader(String name) {
            this(name, new ProxyRoles.Same(ProxyRoles.DEFAULT));
        }

        @Override
        public Authenticator authenticator(TrustedProxies proxies, SecurityEvents events) {
            return new ProxyUserAuthenticator(name, roles, proxies, events);
        }

        @Override
        public String label() {
            return "proxy";
        }

        @Override
        public Optional<Role> role(Author author) {
            return Optional.of(roles.role(author));
        }

        @Override
        public AccessPolicy accessPolicy() {
            return roles;
        }
    }

    /**
     * The authenticator of a server.
     *
     * @param proxies the reverse proxies that are believed
     * @param events the log of what is refused
     */
    Authenticator authenticator(TrustedProxies proxies, SecurityEvents events);

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

    /** The role of an author; empty for a scheme without roles. */
    default Optional<Role> role(Author author) {
        return tokenFile().flatMap(file -> file.role(author));
    }

    /** The access policy: the roles, or full access for a scheme without roles. */
    default AccessPolicy accessPolicy() {
        return tokenFile().<AccessPolicy>map(file -> file).orElseGet(AccessPolicy::everyoneMayDoEverything);
    }
}
