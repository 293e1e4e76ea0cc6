package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** http.md, Resources: files that come back. */
@TestInstance(Lifecycle.PER_CLASS)
final class ContentRoutesTest {

    private static final String FILM =
            "WEBVTT\n\n00:01.000 --> 00:02.000\none and only\n\n00:03.000 --> 00:04.000\ntwo of a kind\n";

    private final TestServer server = TestServer.start();
    private String path = "";
    private String base = "";

    @BeforeEach
    void a_film_was_exported() {
        var document = server.newDocument();
        path = "/api/documents/" + document;
        server.film(document, FILM);
        base = tag();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void edits_of_the_file_are_merged_with_those_of_others() {
        save(1, "one and lonely");

        var response = put("?base=" + base, FILM.replace("two of", "three of"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("ETag")).isEmpty();
        assertThat(response.json().get("dryRun").booleanValue()).isFalse();
        assertThat(response.json().get("tip").textValue()).isEqualTo(tag());
        assertThat(response.json().at("/edits/0/op").textValue()).isEqualTo("replace");
        assertThat(response.json().at("/edits/0/before/cue/text").textValue()).isEqualTo("two of a kind");
        assertThat(response.json().at("/edits/0/after/cue/text").textValue()).isEqualTo("three of a kind");
        assertThat(file()).contains("one and lonely").contains("three of a kind");
    }

    @Test
    void a_conflict_is_409_with_all_three_versions_and_applies_nothing() {
        save(1, "one and theirs");

        var response = put("?base=" + base, FILM.replace("only", "mine").replace("two of", "three of"));

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.problem()).isEqualTo("file-conflict");
        assertThat(response.json().get("conflicts")).hasSize(1);
        var conflict = response.json().at("/conflicts/0");
        assertThat(conflict.get("reason").textValue()).isEqualTo("changed-by-both");
        assertThat(conflict.at("/base/cue/text").textValue()).isEqualTo("one and only");
        assertThat(conflict.at("/current/cue/text").textValue()).isEqualTo("one and theirs");
        assertThat(conflict.at("/mine/cue/text").textValue()).isEqualTo("one and mine");
        assertThat(conflict.at("/merge/clean").booleanValue()).isFalse();
        assertThat(file()).contains("one and theirs").contains("two of a kind");
    }

    @Test
    void of_many_conflicts_the_first_have_their_texts() {
        var film = new StringBuilder("WEBVTT\n");
        for (var i = 1; i <= 22; i++) {
            film.append("\n00:%02d.000 --> 00:%02d.900\nwords of %d here\n".formatted(i, i, i));
        }
        var document = server.newDocument();
        path = "/api/documents/" + document;
        server.film(document, film.toString());
        base = tag();
        for (var i = 1; i <= 22; i++) {
            save(i, "theirs of %d here".formatted(i));
        }

        var conflicts = put("?base=" + base, film.toString().replace("words of", "mine of"))
                .json()
                .get("conflicts");

        assertThat(conflicts).hasSize(22);
        assertThat(conflicts.get(19).has("mine")).isTrue();
        assertThat(conflicts.get(20).has("mine")).isFalse();
        assertThat(conflicts.get(20).get("reason").textValue()).isEqualTo("changed-by-both");
    }

    @Test
    void a_dry_run_tells_edits_and_conflicts_and_changes_nothing() {
        save(1, "one and theirs");
        var before = tag();

        var response = put("?dry-run&base=" + base, FILM.replace("only", "mine").replace("two of", "three of"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().get("dryRun").booleanValue()).isTrue();
        assertThat(response.json().get("edits")).hasSize(1);
        assertThat(response.json().get("conflicts")).hasSize(1);
        assertThat(tag()).isEqualTo(before);
    }

    @Test
    void the_base_may_have_quotes_and_the_mark_of_a_coding() {
        var response = put("?base=%22" + base + "--gzip%22", FILM);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().get("edits")).isEmpty();
    }

    @Test
    void a_request_that_is_sent_again_is_done_once() {
        var file = FILM.replace("two of", "three of");
        var first = put("?base=" + base, file, "Idempotency-Key: \"once\"");
        save(2, "edited since");

        var again = put("?base=" + base, file, "Idempotency-Key: \"once\"");

        assertThat(again.header("Holdfast-Replayed")).isEqualTo("true");
        assertThat(again.json().get("tip")).isEqualTo(first.json().get("tip"));
        assertThat(file()).contains("edited since");
    }

    @Test
    void a_key_of_another_file_is_refused() {
        put("?base=" + base, FILM.replace("two of", "three of"), "Idempotency-Key: \"other\"");

        var response = put("?base=" + base, FILM.replace("two of", "four of"), "Idempotency-Key: \"other\"");

        assertThat(response.problem()).isEqualTo("key-reused");
    }

    @Test
    void a_file_without_a_readable_base_is_refused_with_the_next_step() {
        assertThat(put("", FILM).problem()).isEqualTo("precondition-required");
        assertThat(put("?base=12", FILM).problem()).isEqualTo("malformed-query");
        assertThat(put("?base=1-al82xQPKT1XXllCsZAm8Ug", FILM).problem()).isEqualTo("unknown-base");
        assertThat(put("?base=" + base, FILM, "If-Match: \"" + base + "\"").problem())
                .isEqualTo("misplaced-precondition");
        assertThat(put("?dry-run=maybe&base=" + base, FILM).problem()).isEqualTo("malformed-query");
    }

    @Test
    void a_file_that_cannot_be_read_is_refused_and_changes_nothing() {
        assertThat(put("?base=" + base, "no captions").problem()).isEqualTo("invalid-content");
        assertThat(send("?base=" + base, "text/plain", "one and only").problem())
                .isEqualTo("unsupported-format");
        assertThat(send("?base=" + base, "application/pdf", "%PDF-").status()).isEqualTo(415);
        assertThat(tag()).isEqualTo(base);
    }

    @Test
    void a_document_that_is_deleted_or_never_was_gets_no_file() {
        var tag = server.get(path).etag();
        server.delete(path, "If-Match: " + tag);

        assertThat(put("?base=" + base, FILM).status()).isEqualTo(410);
        assertThat(server.send(
                                "PUT",
                                "/api/documents/none/content?base=" + base,
                                List.of("Content-Type: text/vtt"),
                                FILM)
                        .status())
                .isEqualTo(404);
    }

    private RawResponse put(String query, String file, String... headers) {
        var all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: text/vtt");
        return server.send("PUT", path + "/content" + query, all, file);
    }

    private RawResponse send(String query, String mediaType, String file) {
        return server.send("PUT", path + "/content" + query, List.of("Content-Type: " + mediaType), file);
    }

    private String file() {
        return server.get(path + "/export.vtt").body();
    }

    private String tag() {
        return server.get(path + "/export.vtt").etag().replace("\"", "");
    }

    private void save(int place, String text) {
        var segment = server.get(path + "/segments").json().get("segments").get(place);
        server.json(
                "PATCH",
                "/api/segments/" + segment.get("id").textValue(),
                "{\"cue\":{\"text\":\"" + text + "\"}}",
                "If-Match: " + segment.get("etag").textValue());
    }
}
