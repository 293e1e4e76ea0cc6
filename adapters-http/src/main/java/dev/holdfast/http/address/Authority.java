package dev.holdfast.http.address;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Scheme, host and port of an origin (RFC 6454).
 *
 * @param host the host, in lower case
 * @param port the port; empty for that of the scheme
 */
record Authority(ClientScheme scheme, String host, Optional<Integer> port) {

    /** The authority of the value of an Origin field; empty if it is none of a web page. */
    static Optional<Authority> ofOrigin(String origin) {
        return parse(origin)
                .filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                .map(uri -> of(uri, ClientScheme.named(uri.getScheme())));
    }

    private static Authority of(URI uri, ClientScheme scheme) {
        return new Authority(
                scheme,
                uri.getHost().toLowerCase(Locale.ROOT),
                uri.getPort() < 0 ? Optional.empty() : Optional.of(uri.getPort()));
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(URI.create(text)).filter(uri -> uri.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** True if a Host field, whose scheme is not known, names the same host and port. */
    boolean isHost(String field) {
        return parse("http://" + field.strip())
                .map(uri -> of(uri, scheme))
                .filter(other -> other.host().equals(host) && other.effectivePort() == effectivePort())
                .isPresent();
    }

    int effectivePort() {
        return port.orElse(defaultPort(scheme));
    }

    static int defaultPort(ClientScheme scheme) {
        return scheme == ClientScheme.HTTPS ? 443 : 80;
    }
}
