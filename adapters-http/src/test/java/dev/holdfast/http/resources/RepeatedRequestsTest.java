package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.PreparedWrite;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Requests with a key that was used before (http.md, Idempotency). */
@TestInstance(Lifecycle.PER_CLASS)
final class RepeatedRequestsTest {

    private static final String BODY = "{\"content\":\"two\"}";

    private final TestServer server = TestServer.start();
    private String path = "";
    private String tag = "";

    @BeforeEach
    void a_segment_is_there() {
        path = server.segment(server.newDocument(), "one");
        tag = server.get(path).etag();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private RawResponse patch(String field) {
        return server.json("PATCH", path, BODY, "If-Match: " + tag, "Idempotency-Key: \"k\"", field);
    }

    @Test
    void the_value_of_each_precondition_belongs_to_the_request() {
        for (var field : List.of("If-None-Match: \"%s\"", "If-Unmodified-Since: Sun, %s Mar 2026 12:00:00 GMT")) {
            a_segment_is_there();
            var first = patch(field.formatted("08"));
            var other = patch(field.formatted("15"));
            var again = patch(field.formatted("08"));

            assertThat(first.status()).isEqualTo(200);
            assertThat(other.problem()).isEqualTo("key-reused");
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.header("Holdfast-Replayed")).isEqualTo("true");
        }
    }

    /** The digest as it was before other fields than If-Match counted. */
    @Test
    void a_key_that_was_stored_by_an_earlier_release_is_found() {
        var hash = new Hash(tag.substring(1, tag.length() - 1));
        var key = new CommitKey("k", Digest.of("PATCH", path, tag, BODY));
        var write = new PreparedWrite(Author.ANONYMOUS, new Precondition.Matches(Set.of(hash)), Optional.of(key));
        var id = SegmentId.parse(path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
        server.holdfast.segments().edit(write, id, SegmentChange.to("two"));

        var again = patch("Accept: application/json");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Holdfast-Replayed")).isEqualTo("true");
    }
}
