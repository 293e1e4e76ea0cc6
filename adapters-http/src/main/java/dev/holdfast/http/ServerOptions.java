package dev.holdfast.http;

import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.changes.StreamOptions;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.MinimumDataRate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Options of a server: its address, its limits and its authentication.
 *
 * @param host the address or name to bind to
 * @param port the port to bind to, 0 for a free one
 * @param allowedOrigins the origins of web pages that may use it from a browser, such as {@code https://example.com}; pages
 *     that it serves itself may always
 * @param limits what is refused for its size
 * @param minimumDataRate what is refused for coming too slowly
 * @param streams how changes are streamed
 * @param authentication how it finds out who sends a request
 * @param editor where on the class path the web editor is; a server that finds none there says so at its root
 */
public record ServerOptions(
        String host,
        int port,
        Set<String> allowedOrigins,
        Limits limits,
        MinimumDataRate minimumDataRate,
        StreamOptions streams,
        Authentication authentication,
        String editor) {

    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    public ServerOptions {
        if (host.isBlank()) {
            throw new IllegalArgumentException("A host is a name or an address, such as 127.0.0.1");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
        }
        allowedOrigins = Set.copyOf(allowedOrigins);
        for (var origin : allowedOrigins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "An origin is as browsers send it, such as https://example.com or http://localhost:5173, not "
                                + origin);
            }
        }
    }

    /** On port 8080 of the loopback address, with the usual limits. */
    public static ServerOptions defaults() {
        return new ServerOptions(
                "127.0.0.1",
                8080,
                Set.of(),
                Limits.defaults(),
                MinimumDataRate.defaults(),
                StreamOptions.defaults(),
                new Authentication.None(),
                "dev/holdfast/web");
    }

    /** True if the server is reachable from its own computer only. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The same on another port. */
    public ServerOptions withPort(int next) {
        return new ServerOptions(host, next, allowedOrigins, limits, minimumDataRate, streams, authentication, editor);
    }

    /** The same on another host. */
    public ServerOptions withHost(String next) {
        return new ServerOptions(next, port, allowedOrigins, limits, minimumDataRate, streams, authentication, editor);
    }

    /** The same for the web pages of other origins. */
    public ServerOptions withAllowedOrigins(Set<String> next) {
        return new ServerOptions(host, port, next, limits, minimumDataRate, streams, authentication, editor);
    }

    /** The same with other limits. */
    public ServerOptions withLimits(Limits next) {
        return new ServerOptions(host, port, allowedOrigins, next, minimumDataRate, streams, authentication, editor);
    }

    /** The same with another minimum data rate. */
    public ServerOptions withMinimumDataRate(MinimumDataRate next) {
        return new ServerOptions(host, port, allowedOrigins, limits, next, streams, authentication, editor);
    }

    /** The same with other streams. */
    public ServerOptions withStreams(StreamOptions next) {
        return new ServerOptions(host, port, allowedOrigins, limits, minimumDataRate, next, authentication, editor);
    }

    /** The same with another way to find out who sends a request. */
    public ServerOptions withAuthentication(Authentication next) {
        return new ServerOptions(host, port, allowedOrigins, limits, minimumDataRate, streams, next, editor);
    }

    /** The same with the web editor from another place. */
    public ServerOptions withEditor(String next) {
        return new ServerOptions(host, port, allowedOrigins, limits, minimumDataRate, streams, authentication, next);
    }
}
