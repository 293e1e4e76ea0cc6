package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** http.md, Segment JSON: whoever changes a representation may send back all of it. */
@TestInstance(Lifecycle.PER_CLASS)
class WholeRepresentationTest {

    private final TestServer server = TestServer.start();
    private String film = "";
    private String cue = "";
    private String tag = "";

    @BeforeEach
    void a_film_is_there() {
        film = server.newDocument();
        var ids = server.film(film, "WEBVTT\n\n1\n00:01.000 --> 00:04.000 line:85%\nI can hear\nthe rain.\n");
        cue = "/api/segments/" + ids.get(1);
        tag = server.get(cue).etag();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private RawResponse send(String path, Consumer<ObjectNode> change) {
        var body = (ObjectNode) server.get(path).json();
        change.accept(body);
        return server.json(
                "PATCH", path, body.toString(), "If-Match: " + server.get(path).etag());
    }

    @Test
    void a_patch_without_members_changes_nothing() {
        for (var body : List.of("{}", "{\"cue\":{}}")) {
            var response = server.json("PATCH", cue, body, "If-Match: " + tag);

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.etag()).isEqualTo(tag);
        }
        assertThat(server.get(cue + "/revisions").json().get("revisions")).hasSize(1);
    }

    @Test
    void a_segment_that_is_sent_back_as_it_was_changes_nothing() {
        var response = send(cue, body -> {});

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.etag()).isEqualTo(tag);
    }

    @Test
    void the_content_of_a_whole_segment_can_be_changed() {
        var response = send(cue, body -> body.put("content", "00:01.000 --> 00:04.000\nIt rains."));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().at("/cue/text").textValue()).isEqualTo("It rains.");
    }

    @Test
    void the_cue_of_a_whole_segment_can_be_changed() {
        var response = send(cue, body -> ((ObjectNode) body.get("cue")).put("end", 5_000));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().get("content").textValue())
                .isEqualTo("1\n00:01.000 --> 00:05.000 line:85%\nI can hear\nthe rain.");
    }

    @Test
    void content_and_cue_may_say_the_same() {
        var response = send(cue, body -> {
            ((ObjectNode) body.get("cue")).put("text", "It rains.");
            body.put("content", "1\n00:01.000 --> 00:04.000 line:85%\nIt rains.");
        });

        assertThat(response.status()).isEqualTo(200);
    }

    @Test
    void content_and_cue_that_differ_are_refused() {
        var response = send(cue, body -> {
            ((ObjectNode) body.get("cue")).put("text", "It rains.");
            body.put("content", "00:01.000 --> 00:04.000\nIt snows.");
        });

        assertThat(response.problem()).isEqualTo("invalid-request");
        assertThat(response.json().get("member").textValue()).isEqualTo("cue");
        assertThat(server.get(cue).etag()).isEqualTo(tag);
    }

    @Test
    void a_member_that_only_the_server_sets_cannot_be_changed() {
        var response = send(cue, body -> body.put("version", 7));

        assertThat(response.problem()).isEqualTo("invalid-request");
        assertThat(response.json().get("member").textValue()).isEqualTo("version");
        assertThat(response.json().get("pointer").textValue()).isEqualTo("/version");
        assertThat(response.json().get("detail").textValue()).contains("as it was read: 1", "content, cue");
    }

    @Test
    void an_unknown_member_is_refused_beside_a_whole_segment() {
        var response = send(cue, body -> body.put("titel", "x"));

        assertThat(response.problem()).isEqualTo("invalid-request");
        assertThat(response.json().get("detail").textValue()).contains("titel is unknown", "content, cue");
    }

    @Test
    void the_whole_segment_of_a_stale_reader_is_merged() {
        var old = (ObjectNode) server.get(cue).json();
        server.json("PATCH", cue, "{\"cue\":{\"text\":\"It rains.\"}}", "If-Match: " + tag);
        ((ObjectNode) old.get("cue")).put("end", 5_000);

        var refused = server.json("PATCH", cue, old.toString(), "If-Match: " + tag);

        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.json().at("/merge/content").textValue())
                .isEqualTo("1\n00:01.000 --> 00:05.000 line:85%\nIt rains.");
    }

    @Test
    void the_metadata_of_a_document_can_be_sent_back_whole() {
        var path = "/api/documents/" + film;
        var same = send(path, body -> {});
        var renamed = send(path, body -> body.put("title", "Snow"));
        var reversioned = send(path, body -> body.put("createdBy", "Eve"));

        assertThat(List.of(same.status(), renamed.status(), reversioned.status()))
                .containsExactly(200, 200, 422);
        assertThat(renamed.json().get("title").textValue()).isEqualTo("Snow");
        assertThat(reversioned.json().get("member").textValue()).isEqualTo("createdBy");
    }

    @Test
    void a_document_that_is_not_deleted_is_restored_by_its_true_tag_without_a_change() {
        var path = "/api/documents/" + film;
        var current = server.get(path).etag();

        var restored = server.send("POST", path + "/restore", List.of("If-Match: " + current), "");
        var stale = server.send("POST", path + "/restore", List.of("If-Match: " + tag), "");

        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.etag()).isEqualTo(current);
        assertThat(stale.status()).isEqualTo(412);
    }

    @Test
    void a_segment_that_is_not_deleted_is_restored_by_its_true_tag_with_the_text_of_the_edit() {
        var id = cue.replace("/api/segments/", "");
        var plain = restore("{\"op\":\"restore\",\"id\":\"%s\",\"ifMatch\":%s}".formatted(id, quoted(tag)));
        var changed = restore("{\"op\":\"restore\",\"id\":\"%s\",\"ifMatch\":%s,\"cue\":{\"text\":\"Snow.\"}}"
                .formatted(id, quoted(tag)));

        assertThat(plain.json().get("unchanged")).hasSize(1);
        assertThat(changed.json().at("/segments/0/cue/text").textValue()).isEqualTo("Snow.");
    }

    private RawResponse restore(String edit) {
        return server.json("POST", "/api/documents/" + film + "/edits", "{\"edits\":[%s]}".formatted(edit));
    }

    private static String quoted(String etag) {
        return '"' + etag.replace("\"", "\\\"") + '"';
    }
}
