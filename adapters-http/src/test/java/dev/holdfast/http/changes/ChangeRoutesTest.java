package dev.holdfast.http.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** http.md, Resources: the log of a document and the history of a segment. */
@TestInstance(Lifecycle.PER_CLASS)
class ChangeRoutesTest {

    private final TestServer server = TestServer.start();
    private String document = "";
    private String path = "";
    private String changes = "";

    @BeforeEach
    void a_segment_is_there() {
        document = server.newDocument();
        path = server.segment(document, "one");
        changes = "/api/documents/" + document + "/changes";
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private RawResponse patch(String content) {
        return server.json(
                "PATCH", path, "{\"content\":\"%s\"}".formatted(content), "If-Match: *", "Holdfast-Author: Ann");
    }

    @Test
    void the_log_is_read_page_by_page() {
        var two = patch("two");
        patch("three");

        var first = server.get(changes + "?limit=2");
        var second = server.get(
                changes + "?limit=2&since=" + first.json().get("next").asText());

        assertThat(first.json().get("commits").findValuesAsText("revision")).containsExactly("1", "2");
        assertThat(first.json().get("revision").longValue()).isEqualTo(3);
        assertThat(first.header("Link")).isEqualTo("<%s?since=2&limit=2>; rel=\"next\"".formatted(changes));
        assertThat(first.json().get("commits").get(1).get("author").textValue()).isEqualTo("Ann");
        assertThat(first.json()
                        .get("commits")
                        .get(1)
                        .get("changes")
                        .get(0)
                        .get("etag")
                        .textValue())
                .isEqualTo(two.etag());
        assertThat(second.json().get("commits").findValuesAsText("revision")).containsExactly("3");
        assertThat(second.json().has("next")).isFalse();
    }

    @Test
    void the_end_of_the_log_is_an_empty_page() {
        var end = server.get(changes + "?since=1");

        assertThat(end.json().get("commits")).isEmpty();
        assertThat(end.json().get("revision").longValue()).isEqualTo(1);
        assertThat(server.get(changes + "?since=1", "If-None-Match: " + end.etag())
                        .status())
                .isEqualTo(304);
    }

    @Test
    void the_log_is_read_from_a_tip_on() {
        var listed = server.get("/api/documents/" + document + "/segments").json();
        patch("two");
        patch("three");

        var page = server.get(changes + "?since=" + listed.get("tip").textValue());

        assertThat(page.json().get("commits").findValuesAsText("revision")).containsExactly("2", "3");
        assertThat(page.json().has("reset")).isFalse();
        assertThat(page.json().get("tip").textValue()).isEqualTo(page.etag().replace("\"", ""));
        assertThat(page.json().get("commits").get(1).get("tip"))
                .isEqualTo(page.json().get("tip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-AAAAAAAAAAAAAAAAAAAAAA", "2-AAAAAAAAAAAAAAAAAAAAAA", "7-AAAAAAAAAAAAAAAAAAAAAA", "7"})
    void a_tip_that_is_not_in_the_log_is_a_reset(String since) {
        patch("two");
        patch("three");

        var page = server.get(changes + "?since=" + since);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.json().get("reset").booleanValue()).isTrue();
        assertThat(page.json().get("commits")).isEmpty();
        assertThat(page.json().get("revision").longValue()).isEqualTo(3);
        assertThat(page.json().has("next")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"since=-1", "since=x", "since=", "since=1&since=2", "limit=0", "limit=1.5"})
    void an_invalid_page_is_refused(String query) {
        var response = server.get(changes + "?" + query);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.problem()).isEqualTo("malformed-query");
        assertThat(response.json().get("parameter").textValue()).isEqualTo(query.split("=", 2)[0]);
    }

    @Test
    void the_log_of_a_document_that_never_was_is_not_found() {
        assertThat(server.get("/api/documents/never/changes").status()).isEqualTo(404);
    }

    @Test
    void the_history_of_a_segment_begins_with_the_newest_version() {
        patch("two");
        patch("three");

        var first = server.get(path + "/revisions?limit=2");
        var second = server.get(
                path + "/revisions?limit=2&after=" + first.json().get("next").asText());

        assertThat(first.json().get("revisions").findValuesAsText("content")).containsExactly("three", "two");
        assertThat(first.json().get("revisions").get(0).get("operation").textValue())
                .isEqualTo("replace");
        assertThat(first.header("Link")).isEqualTo("<%s/revisions?after=2&limit=2>; rel=\"next\"".formatted(path));
        assertThat(second.json().get("revisions").findValuesAsText("content")).containsExactly("one");
        assertThat(second.json().has("next")).isFalse();
    }

    @Test
    void the_history_of_a_deleted_segment_stays_readable() {
        server.delete(path, "If-Match: *");

        var history = server.get(path + "/revisions");

        assertThat(history.status()).isEqualTo(200);
        assertThat(history.json().get("revisions").findValuesAsText("operation"))
                .containsExactly("delete", "insert");
        assertThat(server.get(path + "/revisions/2").status()).isEqualTo(200);
    }

    @Test
    void a_version_never_changes() {
        var first = server.get(path);
        patch("two");

        var version = server.get(path + "/revisions/1");

        assertThat(version.header("Cache-Control")).isEqualTo("private, max-age=31536000, immutable");
        assertThat(version.etag()).isEqualTo(first.etag());
        assertThat(version.json().get("content").textValue()).isEqualTo("one");
        assertThat(version.json().get("version").longValue()).isEqualTo(1);
        assertThat(server.get(path + "/revisions/1", "If-None-Match: " + version.etag())
                        .status())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "-1", "01", "x", "99999999999999999999"})
    void a_version_that_never_was_is_not_found(String version) {
        assertThat(server.get(path + "/revisions/" + version).status()).isEqualTo(404);
    }

    @Test
    void a_segment_that_never_was_has_no_history() {
        assertThat(server.get(path + "x/revisions").status()).isEqualTo(404);
        assertThat(server.get("/api/segments/nonsense/revisions").status()).isEqualTo(404);
    }
}
