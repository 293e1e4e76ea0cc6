package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** http.md, Idempotency: writes of a segment that are sent again. */
@TestInstance(Lifecycle.PER_CLASS)
final class RepeatedWriteTest {

    private final TestServer server = TestServer.start();
    private String document = "";
    private String path = "";
    private String tag = "";

    @BeforeEach
    void a_segment_is_there() {
        document = server.newDocument();
        path = server.segment(document, "one two three");
        tag = server.get(path).etag();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private RawResponse patch(String content, String... headers) {
        return server.json("PATCH", path, "{\"content\":\"%s\"}".formatted(content), headers);
    }

    private String content() {
        return server.get(path).json().get("content").textValue();
    }

    // http.md, Idempotency

    @Test
    void a_repeated_request_gets_its_response_again_also_when_it_was_superseded() {
        var first = patch("four", "If-Match: " + tag, "Idempotency-Key: \"k1\"");
        patch("five", "If-Match: " + first.etag());

        var again = patch("four", "If-Match: " + tag, "Idempotency-Key: k1");

        assertThat(first.field("Holdfast-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Holdfast-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(content()).isEqualTo("five");
    }

    @Test
    void a_write_that_changes_nothing_is_remembered_under_its_key() {
        var first = patch("one two three", "If-Match: *", "Idempotency-Key: \"k1\"");
        var five = patch("five", "If-Match: " + first.etag());

        var again = patch("one two three", "If-Match: *", "Idempotency-Key: k1");
        server.delete(path, "If-Match: " + five.etag());
        var whenGone = patch("one two three", "If-Match: *", "Idempotency-Key: k1");

        assertThat(first.field("Holdfast-Replayed")).isEmpty();
        assertThat(first.etag()).isEqualTo(tag);
        assertThat(List.of(again.status(), whenGone.status())).containsOnly(200);
        assertThat(List.of(again.body(), whenGone.body())).containsOnly(first.body());
        assertThat(List.of(again.etag(), whenGone.etag())).containsOnly(first.etag());
        assertThat(List.of(again.header("Holdfast-Replayed"), whenGone.header("Holdfast-Replayed")))
                .containsOnly("true");
    }

    @Test
    void a_merge_that_changes_nothing_is_remembered_under_its_key() {
        var merge = "{\"base\":\"%s\",\"content\":\"one two three\"}".formatted(tag.replace("\"", "\\\""));

        var first = server.json("POST", path + "/merge", merge, "Idempotency-Key: \"k1\"");
        patch("five", "If-Match: " + tag);
        var again = server.json("POST", path + "/merge", merge, "Idempotency-Key: \"k1\"");

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Holdfast-Replayed")).isEqualTo("true");
        assertThat(content()).isEqualTo("five");
    }

    @Test
    void a_key_belongs_to_one_request() {
        var first = patch("four", "If-Match: " + tag, "Idempotency-Key: \"k1\"");

        var otherBody = patch("five", "If-Match: " + tag, "Idempotency-Key: \"k1\"");
        var otherTag = patch("four", "If-Match: " + first.etag(), "Idempotency-Key: \"k1\"");
        var otherAuthor = patch("four", "If-Match: *", "Idempotency-Key: \"k1\"", "Holdfast-Author: Ann");

        assertThat(List.of(otherBody.problem(), otherTag.problem())).containsOnly("key-reused");
        assertThat(otherBody.status()).isEqualTo(422);
        assertThat(otherAuthor.status()).isEqualTo(200);
        assertThat(otherAuthor.field("Holdfast-Replayed")).isEmpty();
    }

    @Test
    void a_key_belongs_to_one_method() {
        var headers = List.of("If-Match: " + tag, "Idempotency-Key: \"k1\"", "Content-Type: application/json");
        var deleted = server.send("DELETE", path, headers, "");

        var patched = server.send("PATCH", path, headers, "");

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(patched.status()).isEqualTo(422);
        assertThat(patched.problem()).isEqualTo("key-reused");
    }

    @Test
    void a_repeated_deletion_gets_the_response_of_the_first_one() {
        var first = server.delete(path, "If-Match: " + tag, "Idempotency-Key: \"k1\"");

        var again = server.delete(path, "If-Match: " + tag, "Idempotency-Key: \"k1\"");

        assertThat(first.status()).isEqualTo(204);
        assertThat(again.status()).isEqualTo(204);
        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(again.header("Holdfast-Replayed")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"a", "a\"b", "a,b", "\"a\u00e9\"", "\"a\\n\""})
    void a_key_that_cannot_be_read_is_refused(String key) {
        var response = patch("four", "If-Match: " + tag, "Idempotency-Key: " + key);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.problem()).isEqualTo("malformed-header");
        assertThat(content()).isEqualTo("one two three");
    }
}
