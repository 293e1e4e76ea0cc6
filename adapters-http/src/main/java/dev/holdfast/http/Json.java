package dev.holdfast.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads and writes JSON (RFC 8259): strictly what comes, and within limits. */
final class Json {

    private static final int MAX_NAME_LENGTH = 1_000;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final ObjectMapper WRITER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private final ObjectMapper reader;

    Json(ServerOptions.Limits limits) {
        this(limits.jsonDepth(), limits.jsonBytes());
    }

    /**
     * @param maxDepth objects and arrays within each other
     * @param maxLength characters of the longest text
     */
    Json(int maxDepth, int maxLength) {
        var factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxStringLength(maxLength)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        this.reader = JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * Reads a body.
     *
     * @throws ProblemException if it is not one JSON text in UTF-8
     */
    JsonNode read(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            var node = reader.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw malformed("The body is empty. Send a JSON object.");
            }
            return node;
        } catch (CharacterCodingException e) {
            throw malformed("The body is not UTF-8. Send JSON in UTF-8.");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw malformed("The body is not acceptable JSON%s: %s"
                    .formatted(
                            at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr()),
                            e.getOriginalMessage()));
        }
    }

    private static ProblemException malformed(String detail) {
        return Problem.of(ProblemType.MALFORMED_JSON, detail).asException();
    }

    static Body body(Object representation) {
        return new Body("application/json", bytes(representation));
    }

    static Body problem(Object representation) {
        return new Body("application/problem+json", bytes(representation));
    }

    private static byte[] bytes(Object representation) {
        try {
            return WRITER.writeValueAsBytes(representation);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every representation can be written", e);
        }
    }
}
