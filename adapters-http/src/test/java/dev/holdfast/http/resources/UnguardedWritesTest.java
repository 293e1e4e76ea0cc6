package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.GuardPolicy;
import dev.holdfast.http.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writes on a server that does without If-Match: a date is no guard there, but it still refuses (http.md, Dates). */
@TestInstance(Lifecycle.PER_CLASS)
final class UnguardedWritesTest {

    private final TestServer server = TestServer.start(GuardPolicy.OPTIONAL);

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void a_write_without_a_precondition_is_done() {
        var path = server.segment(server.newDocument(), "one");

        assertThat(server.json("PATCH", path, "{\"content\":\"two\"}").status()).isEqualTo(200);
    }

    /** The resources were changed at 12:00:00.4, which no date of whole seconds before 12:00:01 includes. */
    @ParameterizedTest
    @CsvSource({"12:00:00, 412", "12:00:01, 200", "12:00:02, 200"})
    void a_write_is_refused_if_the_resource_was_modified_since_the_date(String time, int status) {
        var document = server.newDocument();
        var segment = server.segment(document, "one");
        var headers = List.of(
                "Content-Type: application/merge-patch+json", "If-Unmodified-Since: Sun, 01 Mar 2026 " + time + " GMT");

        var edit = server.send("PATCH", segment, headers, "{\"content\":\"two\"}");
        var description = server.send("PATCH", "/api/documents/" + document, headers, "{\"title\":\"B\"}");

        assertThat(edit.status()).isEqualTo(status);
        assertThat(description.status()).isEqualTo(status);
    }
}
