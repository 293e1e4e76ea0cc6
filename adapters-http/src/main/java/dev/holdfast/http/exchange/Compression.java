package dev.holdfast.http.exchange;

import dev.holdfast.http.header.EntityTag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Content coding gzip of responses, with an entity tag of its own (RFC 9110 §8.8.3.3). A response that has a coding is left as it is by
 * proxies, so that none of them alters its tag.
 */
public final class Compression {

    /** The name of the coding. */
    public static final String GZIP = "gzip";

    /** A shorter body fits into one packet with its header. */
    private static final int MIN_BYTES = 1_024;

    private Compression() {}

    /** True if the client prefers gzip to no coding (RFC 9110 §12.5.3). */
    public static boolean isPreferred(Request request) {
        var weights = new Weights(request.lines("Accept-Encoding"));
        var gzip = weights.of(GZIP)
                .or(() -> weights.of("x-gzip"))
                .or(() -> weights.of("*"))
                .orElse(0.0);
        return gzip > 0 && gzip >= weights.of("identity").orElse(0.0);
    }

    /**
     * The response in the coding that the client prefers. Its body is compressed if that makes it shorter. Streams, and responses that
     * chose their coding themselves or have ranges, stay as they are.
     */
    public static Response apply(Request request, Response response) {
        var text = response.body().filter(body -> isText(body.mediaType()));
        if (text.isEmpty()
                || response.headers().containsKey("Content-Encoding")
                || response.headers().containsKey("Accept-Ranges")) {
            return response;
        }
        var varying = varying(response);
        var bytes = text.get().bytes();
        if (bytes.length < MIN_BYTES || !isPreferred(request)) {
            return varying;
        }
        var compressed = varying.body(new Body(text.get().mediaType(), gzip(bytes, Deflater.BEST_SPEED)))
                .header("Content-Encoding", GZIP);
        return response.tag().map(tag -> compressed.tag(tag.inCoding(GZIP))).orElse(compressed);
    }

    /** The tag of a response 304: that of the stored response which it updates, if the client shows which it has. */
    static EntityTag stored(Request request, EntityTag current) {
        var coded = current.inCoding(GZIP);
        var has = request.preconditions().ifNoneMatch().tags().stream().anyMatch(tag -> tag.isOf(coded));
        return has && isPreferred(request) ? coded : current;
    }

    /** Copy whose field Vary names Accept-Encoding too, unless nobody may store it. */
    static Response varying(Response response) {
        var vary = response.headers().get("Vary");
        if ((vary != null && vary.contains("Accept-Encoding"))
                || "no-store".equals(response.headers().get("Cache-Control"))) {
            return response;
        }
        return response.header("Vary", vary == null ? "Accept-Encoding" : vary + ", Accept-Encoding");
    }

    private static boolean isText(String mediaType) {
        return mediaType.startsWith("text/")
                || mediaType.contains("json")
                || mediaType.contains("xml")
                || mediaType.contains("subrip");
    }

    /**
     * Bytes in gzip.
     *
     * @param level the level of the compression, 1 for the fastest to 9 for the smallest
     */
    public static byte[] gzip(byte[] bytes, int level) {
        var compressed = new ByteArrayOutputStream();
        try (var stream = new Gzip(compressed, level)) {
            stream.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static final class Gzip extends GZIPOutputStream {
        Gzip(ByteArrayOutputStream output, int level) throws IOException {
            super(output);
            def.setLevel(level);
        }
    }
}
