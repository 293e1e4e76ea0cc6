package dev.holdfast.http;

import dev.holdfast.http.address.PublicUrls;
import dev.holdfast.http.address.TrustedProxies;
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
 * @param allowedOrigins the origins of web pages that may use the server from a browser, for example
 *     {@code https://example.com}; pages of the server itself always may
 * @param limits the size limits of requests
 * @param minimumDataRate the minimum data rate of requests
 * @param streams the options of change streams
 * @param authentication the authentication scheme
 * @param trustedProxies the reverse proxies whose X-Forwarded-For, and whose user field, is believed
 * @param accessLog the content of the access log
 * @param publicUrls the URLs under which people reach the server, if a proxy stands in front of it
 * @param editor the folder of the web editor on the class path; without one a page at {@code /} says so
 */
public record ServerOptions(
        String host,
        int port,
        Set<String> allowedOrigins,
        Limits limits,
        MinimumDataRate minimumDataRate,
        StreamOptions streams,
        Authentication authentication,
        TrustedProxies trustedProxies,
        AccessLogFormat accessLog,
        PublicUrls publicUrls,
        String editor) {

    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 8080;

    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    public ServerOptions {
        if (host.isBlank()) {
            throw new IllegalArgumentException("A host is a name or an address, for example " + DEFAULT_HOST);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
        }
        allowedOrigins = Set.copyOf(allowedOrigins);
        for (var origin : allowedOrigins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "An origin has the form that browsers send, for example https://example.com or http://localhost:5173, not "
                                + origin);
            }
        }
    }

    /** Options of a server on the loopback address, without authentication. */
    public static ServerOptions defaults() {
        return new ServerOptions(
                DEFAULT_HOST,
                DEFAULT_PORT,
                Set.of(),
                Limits.defaults(),
                MinimumDataRate.defaults(),
                StreamOptions.defaults(),
                new Authentication.None(),
                TrustedProxies.none(),
                AccessLogFormat.FULL,
                PublicUrls.none(),
                "dev/holdfast/web");
    }

    /** True if the host is a loopback address, so that only programs on the same computer can connect. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Copy with another port. */
    public ServerOptions withPort(int next) {
        return new ServerOptions(
                host,
                next,
                allowedOrigins,
                limits,
                minimumDataRate,
                streams,
                authentication,
                trustedProxies,
                accessLog,
                publicUrls,
                editor);
    }

    /** Copy with another host. */
    public ServerOptions withHost(String next) {
        return new ServerOptions(
                next,
                port,
                allowedOrigins,
                limits,
                minimumDataRate,
                streams,
                authentication,
                trustedProxies,
                accessLog,
                publicUrls,
                editor);
    }

    /** Copy with other allowed origins. */
    public ServerOptions withAllowedOrigins(Set<String> next) {
        return new ServerOptions(
                host,
                port,
                next,
                limits,
                minimumDataRate,
                streams,
                authentication,
                trustedProxies,
                accessLog,
                publicUrls,
                editor);
    }

    /** Copy with other limits. */
    public ServerOptions withLimits(Limits next) {
        return new ServerOptions(
                host,
                port,
                allowedOrigins,
                next,
                minimumDataRate,
                streams,
                authentication,
                trustedProxies,
                accessLog,
                publicUrls,
                editor);
    }

    /** Copy with another minimum data rate. */
    public ServerOptions withMinimumDataRate(MinimumDataRate next) {
        return new ServerOptions(
                host,
                port,
                allowedOrigins,
                limits,
                next,
                streams,
                authentication,
                trustedProxies,
                accessLog,
                publicUrls,
                editor);
    }

    /** Copy with other options of change streams. */
    public ServerOptions withStreams(StreamOptions next) {
        return new ServerOptions(
                host,
                port,
                allowedOrigins,
                limits,
                minimumDataRate,
                next,
                authentication,
                trustedProxies,
                accessLog,
                publicUrls,
                editor);
    }

    /** Copy with another authentication scheme. */
    public ServerOptions withAuthentication(Authentication next) {
        return new ServerOptions(
                host,
                port,
                allowedOrigins,
                limits,
                minimumDataRate,
                streams,
                next,
                trustedProxies,
                accessLog,
                publicUrls,
                editor);
    }

    /** Copy with other trusted proxies. */
    public ServerOptions withTrustedProxies(TrustedProxies next) {
        return new ServerOptions(
                host,
                port,
                allowedOrigins,
                limits,
                minimumDataRate,
                streams,
                authentication,
                next,
                accessLog,
                publicUrls,
                editor);
    }

    /** Copy with another access log. */
    public ServerOptions withAccessLog(AccessLogFormat next) {
        return new ServerOptions(
                host,
                port,
                allowedOrigins,
                limits,
                minimumDataRate,
                streams,
                authentication,
                trustedProxies,
                next,
                publicUrls,
                editor);
    }

    /** Copy with other public URLs. */
    public ServerOptions withPublicUrls(PublicUrls next) {
        return new ServerOptions(
                host,
                port,
                allowedOrigins,
                limits,
                minimumDataRate,
                streams,
                authentication,
                trustedProxies,
                accessLog,
                next,
                editor);
    }

    /** Copy with another folder of the web editor. */
    public ServerOptions withEditor(String next) {
        return new ServerOptions(
                host,
                port,
                allowedOrigins,
                limits,
                minimumDataRate,
                streams,
                authentication,
                trustedProxies,
                accessLog,
                publicUrls,
                next);
    }
}
