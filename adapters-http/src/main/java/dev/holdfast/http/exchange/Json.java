package dev.holdfast.http.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.application.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Reader and writer of JSON (RFC 8259); reading is strict and within limits. */
public final class Json {

    private static final int MAX_NAME_LENGTH = 1_000;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final ObjectMapper WRITER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    /** Values and names in a body that describes one thing. */
    private static final int MAX_TOKENS = 1_000;

    /** Values and names in one item of a list: an insertion of a cue has 21. */
    private static final int MAX_TOKENS_OF_ITEM = 24;

    private final ObjectMapper reader;
    private final ObjectMapper listReader;
    private final int maxDepth;

    /**
     * JSON within limits.
     *
     * @param maxItems the most items of a list in a body
     */
    public Json(Limits limits, int maxItems) {
        this.maxDepth = limits.jsonDepth();
        this.reader = mapper(limits, MAX_TOKENS);
        this.listReader = mapper(limits, MAX_TOKENS + (long) MAX_TOKENS_OF_ITEM * maxItems);
    }

    /** The number of tokens is limited because each becomes an object: 10 MB of <code>{}</code> would take 300 MB. */
    private static ObjectMapper mapper(Limits limits, long maxTokens) {
        var factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.jsonDepth())
                        .maxStringLength(limits.jsonBytes())
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxTokenCount(maxTokens)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * Reads a body that describes one thing.
     *
     * @throws ProblemException if it is not one JSON text in UTF-8
     */
    public JsonNode read(byte[] bytes) {
        return read(bytes, reader);
    }

    /**
     * Reads a body with a list.
     *
     * @throws ProblemException if it is not one JSON text in UTF-8
     */
    public JsonNode readList(byte[] bytes) {
        return read(bytes, listReader);
    }

    /** A representation as it is read again. */
    public static JsonNode tree(Object representation) {
        try {
            return WRITER.readTree(WRITER.writeValueAsBytes(representation));
        } catch (IOException e) {
            throw new IllegalStateException("Every representation can be written and read", e);
        }
    }

    private JsonNode read(byte[] bytes, ObjectMapper mapper) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            var node = mapper.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw malformed("The body is empty. Send a JSON object.");
            }
            return node;
        } catch (CharacterCodingException e) {
            throw malformed("The body is not UTF-8. Send JSON in UTF-8.");
        } catch (StreamConstraintsException e) {
            throw e.getOriginalMessage().startsWith("Token count") ? tooMany() : malformed(e);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
    }

    private static ProblemException tooMany() {
        return Problem.of(
                        ProblemType.CONTENT_TOO_LARGE,
                        "The body has more names and values than this server reads at once. Send a shorter list.")
                .asException();
    }

    private ProblemException malformed(JsonProcessingException failure) {
        var at = failure.getLocation();
        var place = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        var problem = Problem.of(
                ProblemType.MALFORMED_JSON, "The body cannot be read%s: %s".formatted(place, reason(failure)));
        var located = failure.getProcessor() instanceof JsonParser parser
                ? problem.with(
                        "pointer", parser.getParsingContext().pathAsPointer().toString())
                : problem;
        return (at == null ? located : located.with("line", at.getLineNr()).with("column", at.getColumnNr()))
                .asException();
    }

    /** The messages of the parser name its classes and settings, so that the client gets other ones. */
    private String reason(JsonProcessingException failure) {
        if (failure instanceof StreamConstraintsException) {
            return "a limit is exceeded. Objects and arrays may be nested %d deep, a name may have %d and a number %d characters."
                    .formatted(maxDepth, MAX_NAME_LENGTH, MAX_NUMBER_LENGTH);
        }
        if (failure instanceof JsonEOFException) {
            return "it ends before the JSON does. Send all of it.";
        }
        if (failure instanceof MismatchedInputException) {
            return "there is more text after the end of the JSON. Send one JSON text.";
        }
        return failure.getOriginalMessage().startsWith("Duplicate")
                ? "an object has two members of the same name. Send each once."
                : "this is not JSON. Check quotes, commas and escapes.";
    }

    private static ProblemException malformed(String detail) {
        return Problem.of(ProblemType.MALFORMED_JSON, detail).asException();
    }

    public static Body body(Object representation) {
        return body(() -> representation);
    }

    /** A representation that is made only if the response has a body. */
    public static Body body(Supplier<?> representation) {
        return Body.inSteps("application/json", reading -> bytes(representation.get(), reading));
    }

    static Body problem(Object representation) {
        return new Body("application/problem+json", bytes(representation, Reading.WHOLE));
    }

    private static byte[] bytes(Object representation, Reading reading) {
        var output = new SteppedOutput(reading);
        try {
            WRITER.writeValue(output, representation);
            return output.toByteArray();
        } catch (IOException e) {
            if (e.getCause() instanceof AbandonedRequest gone) {
                throw gone;
            }
            throw new IllegalStateException("Every representation can be written", e);
        }
    }
}
