package dev.holdfast.http.editor;

import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.Compression;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.ByteRange;
import dev.holdfast.http.header.EntityTag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;

/** File of the web editor; text files also in gzip. Each content coding has its own entity tag. */
final class EditorFile {

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "md", "text/markdown; charset=utf-8",
            "svg", "image/svg+xml",
            "vtt", "text/vtt; charset=utf-8",
            "webm", "video/webm",
            "woff2", "font/woff2");

    private final Body plain;
    private final Optional<Body> compressed;

    private EditorFile(Body plain) {
        this.plain = plain;
        var isText = plain.mediaType().contains("text/") || plain.mediaType().contains("svg");
        this.compressed = isText
                ? Optional.of(new Body(plain.mediaType(), Compression.gzip(plain.bytes(), Deflater.BEST_COMPRESSION)))
                : Optional.empty();
    }

    /** Reads a file from the class path. */
    static Optional<EditorFile> read(String name) {
        try (var stream = EditorFile.class.getClassLoader().getResourceAsStream(name)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new EditorFile(new Body(mediaType(name), stream.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mediaType(String name) {
        var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return MEDIA_TYPES.getOrDefault(extension, "application/octet-stream");
    }

    Response response(Request request) {
        if (compressed.isEmpty()) {
            return ranged(request, Response.of(200).header("Accept-Ranges", "bytes"));
        }
        var response = Response.of(200).header("Vary", "Accept-Encoding");
        var body = compressed.get();
        return Compression.isPreferred(request)
                ? response.header("Content-Encoding", Compression.GZIP)
                        .body(body)
                        .tag(EntityTag.ofBytes(body.bytes()))
                : response.body(plain).tag(EntityTag.ofBytes(plain.bytes()));
    }

    private Response ranged(Request request, Response response) {
        var tag = EntityTag.ofBytes(plain.bytes());
        var ifRange = request.lines("If-Range");
        var length = plain.bytes().length;
        return Optional.of(request.lines("Range"))
                .filter(lines -> lines.size() == 1)
                .filter(lines -> ifRange.isEmpty() || ifRange.equals(List.of(tag.toString())))
                .flatMap(lines -> ByteRange.parse(lines.get(0), length))
                .map(range -> response.status(206)
                        .header("Content-Range", range.contentRange(length))
                        .body(new Body(plain.mediaType(), range.slice(plain.bytes()))))
                .orElseGet(() -> response.body(plain))
                .tag(tag);
    }
}
