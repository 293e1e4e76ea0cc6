package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

final class JsonLinesTest {

    private final LoggerContext context = new LoggerContext();
    private final JsonLines encoder = new JsonLines();

    @BeforeEach
    void start() {
        encoder.setContext(context);
        encoder.start();
    }

    private String line(String message, Throwable failure, List<KeyValuePair> values) {
        var event = new LoggingEvent("", context.getLogger("dev.holdfast.Example"), Level.WARN, message, failure, null);
        event.setKeyValuePairs(values);
        event.setMDCPropertyMap(Map.of("requestId", "r1"));
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    private static JsonNode parsed(String line) throws JsonProcessingException {
        return new ObjectMapper().readTree(line);
    }

    @Test
    void an_event_is_an_object_with_its_values() throws JsonProcessingException {
        var json = parsed(
                line("Saved", null, List.of(new KeyValuePair("status", 200), new KeyValuePair("verified", true))));

        assertThat(json.get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(json.get("level").asText()).isEqualTo("WARN");
        assertThat(json.get("logger").asText()).isEqualTo("dev.holdfast.Example");
        assertThat(json.get("message").asText()).isEqualTo("Saved");
        assertThat(json.get("requestId").asText()).isEqualTo("r1");
        assertThat(json.get("status").isInt()).isTrue();
        assertThat(json.get("verified").isBoolean()).isTrue();
        assertThat(json.has("exception")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\n{\"level\":\"ERROR\"}",
                "quote \" and \\ backslash",
                "\u001b[31mred\u001b[0m",
                "\u009b31mred",
                "\u0000\u0007\u007f",
                "line\u2028and\u2029paragraph\u0085",
                "J\u00fcrgen \uD83D\uDE00 \u202E",
            })
    void no_text_begins_a_line_or_colours_a_terminal(String text) throws JsonProcessingException {
        var line = line("name: " + text, null, List.of(new KeyValuePair("name", text), new KeyValuePair(text, "x")));

        assertThat(line).endsWith("}\n").matches("[ -~]+\n");
        assertThat(parsed(line).get("name").asText()).isEqualTo(text);
        assertThat(parsed(line).get("message").asText()).isEqualTo("name: " + text);
        assertThat(parsed(line).get(text).asText()).isEqualTo("x");
        assertThat(parsed(line).get("level").asText()).isEqualTo("WARN");
    }

    @Test
    void half_a_surrogate_pair_is_written_as_a_replacement_character() throws JsonProcessingException {
        var line = line("half \uD800 a pair \uDC00", null, List.of());

        assertThat(parsed(line).get("message").asText()).isEqualTo("half \uFFFD a pair \uFFFD");
    }

    @Test
    void an_exception_is_a_member_on_the_same_line() throws JsonProcessingException {
        var line = line("Failed", new IllegalStateException("broken\nhere"), List.of());

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(parsed(line).get("exception").asText())
                .contains("IllegalStateException: broken\nhere", "at dev.holdfast.app.JsonLinesTest");
    }
}
