package dev.holdfast.http.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A response as the bytes of its message. */
public record RawResponse(int status, List<String> headerLines, String body) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Parses the bytes of one response that ended with its connection. */
    public static RawResponse parse(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("No response: " + text);
        }
        var lines = new ArrayList<>(text.substring(0, end).lines().toList());
        var status = Integer.parseInt(lines.remove(0).substring(9, 12));
        var head = new RawResponse(status, lines, "");
        var body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        var isCompressed = body.length > 0
                && head.field("Content-Encoding").filter("gzip"::equals).isPresent();
        return new RawResponse(
                status, lines, new String(isCompressed ? decompressed(body) : body, StandardCharsets.UTF_8));
    }

    private static byte[] decompressed(byte[] body) {
        try (var stream = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<String> field(String name) {
        return headerLines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    public String header(String name) {
        return field(name).orElseThrow(() -> new AssertionError("No field " + name + " in " + this));
    }

    public String etag() {
        return header("ETag");
    }

    public JsonNode json() {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + this, e);
        }
    }

    /** The problem type, without {@code /problems/}. */
    public String problem() {
        if (!header("Content-Type").equals("application/problem+json")) {
            throw new AssertionError("No problem: " + this);
        }
        return json().get("type").textValue().replace("/problems/", "");
    }
}
