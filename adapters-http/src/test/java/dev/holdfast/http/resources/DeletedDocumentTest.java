package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** http.md, Resources: documents that were deleted, and that are restored. */
@TestInstance(Lifecycle.PER_CLASS)
final class DeletedDocumentTest {

    private final TestServer server = TestServer.start();
    private String document = "";
    private String path = "";
    private String tag = "";

    @BeforeEach
    void a_document_is_there() {
        document = server.newDocument();
        path = "/api/documents/" + document;
        server.document(document, "one", "two");
        tag = server.get(path).etag();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private RawResponse patch(String json, String... headers) {
        return server.json("PATCH", path, json.replace('\'', '"'), headers);
    }

    // Delete and restore

    @Test
    void a_deleted_document_leaves_a_tombstone_and_can_be_restored() {
        var deleted = server.delete(path, "If-Match: " + tag);
        var gone = server.get(path);
        var restored = server.send("POST", path + "/restore", List.of("If-Match: " + deleted.etag()), "");

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.etag()).isEqualTo(deleted.etag());
        assertThat(gone.json().get("etag").textValue()).isEqualTo(deleted.etag());
        assertThat(gone.json().get("document").get("title").textValue()).isEqualTo("Title");
        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.header("Content-Location")).isEqualTo(path);
        assertThat(server.get(path).body()).isEqualTo(restored.body());
        assertThat(server.get(path + "/segments").json().get("segments")).hasSize(2);
    }

    @Test
    void the_resources_of_a_deleted_document_are_gone() {
        server.delete(path, "If-Match: *");

        for (var target : List.of(path, path + "/segments", path + "/export.txt")) {
            assertThat(server.get(target).status()).as(target).isEqualTo(410);
        }
        assertThat(patch("{'title':'B'}", "If-Match: *").status()).isEqualTo(410);
        assertThat(server.delete(path, "If-Match: *").status()).isEqualTo(410);
        assertThat(server.json("POST", path + "/segments", "{\"content\":\"x\"}")
                        .status())
                .isEqualTo(410);
        assertThat(server.json("POST", path + "/edits", "{\"edits\":[]}").status())
                .isEqualTo(410);
        assertThat(server.get(path + "/changes").status()).isEqualTo(200);
    }

    @Test
    void a_segment_of_a_deleted_document_names_its_deletion() {
        var segment = "/api/segments/%s.id1".formatted(document);
        server.json("POST", path + "/segments", "{\"content\":\"x\",\"id\":\"id1\"}", "Holdfast-Author: Ana");
        var segmentTag = server.get(segment).etag();
        server.later(Duration.ofMinutes(1));
        server.delete(path, "If-Match: *", "Holdfast-Author: Ben");

        for (var gone : List.of(
                server.get(segment),
                server.json("PATCH", segment, "{\"content\":\"y\"}", "If-Match: " + segmentTag),
                server.json(
                        "POST",
                        path + "/edits",
                        "{\"edits\":[{\"op\":\"delete\",\"id\":\"%s.id1\",\"ifMatch\":%s}]}"
                                .formatted(document, "\"" + segmentTag.replace("\"", "\\\"") + "\"")))) {
            assertThat(gone.status()).as(gone.toString()).isEqualTo(410);
            assertThat(gone.json().get("changedBy").textValue()).isEqualTo("Ben");
            assertThat(gone.json().get("changedAt").textValue()).isEqualTo("2026-03-01T12:01:00.400Z");
            assertThat(gone.json().get("detail").textValue()).contains("deleted by Ben");
            assertThat(gone.etag())
                    .as("the tag that the segment has again after a restoration")
                    .isEqualTo(segmentTag);
        }
    }

    @Test
    void a_segment_that_was_deleted_before_its_document_names_its_own_deletion() {
        var segment = "/api/segments/%s.id1".formatted(document);
        server.json("POST", path + "/segments", "{\"content\":\"x\",\"id\":\"id1\"}");
        server.delete(segment, "If-Match: *", "Holdfast-Author: Ana");
        server.delete(path, "If-Match: *", "Holdfast-Author: Ben");

        var gone = server.get(segment);

        assertThat(gone.json().get("changedBy").textValue()).isEqualTo("Ana");
    }

    @ParameterizedTest
    @CsvSource({"'', 428", "If-Match: 17, 400", "'If-Match: \"x\"', 412"})
    void a_restoration_depends_on_its_preconditions(String field, int status) {
        server.delete(path, "If-Match: *");
        var headers = field.isEmpty() ? List.<String>of() : List.of(field);

        assertThat(server.send("POST", path + "/restore", headers, "").status()).isEqualTo(status);
    }

    @Test
    void a_weakened_tag_of_a_tombstone_is_explained() {
        var deleted = server.delete(path, "If-Match: *");

        var response = server.send("POST", path + "/restore", List.of("If-Match: W/" + deleted.etag()), "");

        assertThat(response.status()).isEqualTo(412);
        assertThat(response.problem()).isEqualTo("weakened-tag");
        assertThat(response.etag()).isEqualTo(deleted.etag());
    }
}
