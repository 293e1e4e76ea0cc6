package dev.holdfast.http.address;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * URL under which people reach the server, for example through a reverse proxy.
 *
 * @param scheme http or https
 * @param host the host, in lower case
 * @param port the port; empty for that of the scheme
 * @param base the path below which the server is, without a slash at its end; empty for the root
 */
public record PublicUrl(ClientScheme scheme, String host, Optional<Integer> port, String base) {

    private static final Pattern BASE = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)*");

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if it is not one of a server
     */
    public static PublicUrl parse(String text) {
        var uri = URI.create(text.strip());
        var path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/$", "");
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        var isUrl = (scheme.equals("http") || scheme.equals("https"))
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && uri.getFragment() == null
                && isBase(path);
        if (!isUrl) {
            throw new IllegalArgumentException(
                    "A public URL has a scheme, a host and perhaps a path, for example https://captions.example.org/base, not "
                            + text);
        }
        var port = uri.getPort() < 0 ? Optional.<Integer>empty() : Optional.of(uri.getPort());
        return new PublicUrl(ClientScheme.named(scheme), uri.getHost().toLowerCase(Locale.ROOT), port, path);
    }

    static boolean isBase(String path) {
        return BASE.matcher(path).matches();
    }

    /** True if a Host field names this URL. */
    boolean isHost(String field) {
        return new Authority(scheme, host, port).isHost(field);
    }

    /** True if a page with this origin is one of this URL. */
    boolean isOrigin(Authority origin) {
        return origin.scheme() == scheme
                && origin.host().equals(host)
                && origin.effectivePort() == port.orElse(Authority.defaultPort(scheme));
    }
}
