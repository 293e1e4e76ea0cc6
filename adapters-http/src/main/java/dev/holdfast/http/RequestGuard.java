package dev.holdfast.http;

import dev.holdfast.http.address.PublicUrls;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * First check of every request: size, host and transfer coding.
 *
 * @param limits the size limits
 * @param publicUrls the URLs whose hosts are names of the server, too
 * @param loopback true if the server listens on a loopback address; then Host must be a loopback name
 */
record RequestGuard(Limits limits, PublicUrls publicUrls, boolean loopback) {

    private static final Pattern LOOPBACK_ADDRESS = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    static RequestGuard of(ServerOptions options) {
        return new RequestGuard(options.limits(), options.publicUrls(), options.isLoopback());
    }

    /**
     * Checks a request.
     *
     * @throws ProblemException if it is too large, misdirected, or in an unknown transfer coding
     */
    void check(HttpServletRequest request) {
        var query = request.getQueryString();
        if (request.getRequestURI().length() + (query == null ? 0 : query.length() + 1) > limits.urlBytes()) {
            throw Problem.of(
                            ProblemType.URI_TOO_LONG,
                            "The path and query are longer than %d bytes.".formatted(limits.urlBytes()))
                    .asException();
        }
        if (headerBytes(request) > limits.headerBytes()) {
            throw Problem.of(
                            ProblemType.HEADERS_TOO_LARGE,
                            "The header fields are larger than %d bytes together.".formatted(limits.headerBytes()))
                    .asException();
        }
        if (loopback && request.getHeader("Host") != null) {
            requireOwnName(request.getServerName());
        }
        requireUncoded(request);
    }

    private void requireOwnName(String name) {
        if (!isLoopbackName(name) && !publicUrls.haveHost(name)) {
            throw Problem.of(
                            ProblemType.MISDIRECTED_REQUEST,
                            "This server does not have the name %s. Use localhost or 127.0.0.1. If a reverse proxy passes that name on, start the server with --public-url and the URL that people use, for example --public-url https://%s."
                                    .formatted(name, name))
                    .asException();
        }
    }

    /** Jetty decodes chunks and ignores every other transfer coding, whose bytes would pass for the body (RFC 9112 §6.1). */
    private static void requireUncoded(HttpServletRequest request) {
        var codings = String.join(",", Collections.list(request.getHeaders("Transfer-Encoding")));
        if (!codings.isEmpty() && !codings.strip().equalsIgnoreCase("chunked")) {
            throw Problem.of(
                            ProblemType.NOT_IMPLEMENTED,
                            "The transfer coding %s is not supported. Send the body chunked, or with its Content-Length."
                                    .formatted(codings))
                    .asException();
        }
    }

    private static long headerBytes(HttpServletRequest request) {
        var sum = 0L;
        for (var name : Collections.list(request.getHeaderNames())) {
            for (var value : Collections.list(request.getHeaders(name))) {
                sum += name.length() + value.getBytes(StandardCharsets.ISO_8859_1).length + 4L;
            }
        }
        return sum;
    }

    private static boolean isLoopbackName(String name) {
        var plain = name.toLowerCase(Locale.ROOT);
        return plain.equals("localhost")
                || plain.endsWith(".localhost")
                || plain.equals("[::1]")
                || plain.equals("::1")
                || plain.equals("[0:0:0:0:0:0:0:1]")
                || LOOPBACK_ADDRESS.matcher(plain).matches();
    }
}
