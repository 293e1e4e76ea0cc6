package dev.holdfast.http.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request as the bytes of its message.
 *
 * @param path the target without its query
 * @param text the whole message
 */
record RawRequest(String method, String path, String text) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]+) (/[^ ?]*)[^ ]* HTTP/1\\.1\r\n");
    private static final Pattern CONTENT_TYPE = Pattern.compile("\r\nContent-Type:([^;\r]*)", Pattern.CASE_INSENSITIVE);

    /** Parses a request; empty if it is not well-formed. */
    static Optional<RawRequest> parse(String text) {
        var line = REQUEST_LINE.matcher(text);
        return line.lookingAt() ? Optional.of(new RawRequest(line.group(1), line.group(2), text)) : Optional.empty();
    }

    Optional<String> mediaType() {
        var field = CONTENT_TYPE.matcher(head());
        return field.find() ? Optional.of(field.group(1).strip().toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    /** True if the content is not chunked. */
    boolean isWhole() {
        return head().contains("\r\nContent-Length:");
    }

    JsonNode json() {
        var content = text.substring(head().length() + 4);
        try {
            return MAPPER.readTree(new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError("The server took for JSON what is none: " + content, e);
        }
    }

    private String head() {
        var end = text.indexOf("\r\n\r\n");
        return end < 0 ? text : text.substring(0, end);
    }
}
