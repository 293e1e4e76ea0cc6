package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** http.md, Conflicts: merges of two texts. */
@TestInstance(Lifecycle.PER_CLASS)
final class MergeRoutesTest {

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

    // http.md, Conflicts

    private RawResponse merge(String base, String content, String... headers) {
        var body = "{\"base\":\"%s\",\"content\":\"%s\"}".formatted(base.replace("\"", "\\\""), content);
        return server.json("POST", path + "/merge", body, headers);
    }

    @Test
    void a_clean_merge_is_saved() {
        patch("one two three", "If-Match: *");

        var merged = merge(tag, "one two four");

        assertThat(merged.status()).isEqualTo(200);
        assertThat(merged.header("Content-Location")).isEqualTo(path);
        assertThat(content()).isEqualTo("one two four");
        assertThat(merged.etag()).isEqualTo(server.get(path).etag());
    }

    @Test
    void a_merge_of_the_same_words_is_a_conflict() {
        var theirs = patch("one", "If-Match: *", "Holdfast-Author: Ann");

        var mine = merge(tag, "two");

        assertThat(mine.status()).isEqualTo(409);
        assertThat(mine.problem()).isEqualTo("merge-conflict");
        assertThat(mine.etag()).isEqualTo(theirs.etag());
        assertThat(mine.json().get("merge").get("clean").booleanValue()).isFalse();
        assertThat(mine.json().get("merge").get("conflicts")).isNotEmpty();
        assertThat(mine.json().get("changedBy").textValue()).isEqualTo("Ann");
        assertThat(content()).isEqualTo("one");
    }

    @Test
    void a_merge_conflict_has_the_parts_of_each_side() {
        patch("ONE two 3", "If-Match: *");

        var mine = merge(tag, "one 2 III");

        assertThat(mine.status()).isEqualTo(409);
        assertThat(mine.json().get("merge").get("parts")).hasToString("""
            [{'facet':'text','conflict':false,'merged':'ONE','base':'one','mine':'one'},\
            {'facet':'text','conflict':false,'merged':' '},\
            {'facet':'text','conflict':false,'merged':'2','base':'two','theirs':'two'},\
            {'facet':'text','conflict':false,'merged':' '},\
            {'facet':'text','conflict':true,'base':'three','mine':'III','theirs':'3'}]\
            """.replace('\'', '"'));
    }

    @Test
    void a_stale_edit_of_a_json_document_has_the_parts_of_its_lines() {
        var document = server.newDocument();
        server.json(
                "POST",
                "/api/documents",
                "{\"id\":\"%s\",\"title\":\"A\",\"mediaType\":\"application/json\",\"segments\":[{\"content\":\"{\\n\\\"a\\\": 1,\\n\\\"b\\\": 2\\n}\"}]}"
                        .formatted(document));
        var segments =
                server.get("/api/documents/" + document + "/segments").json().get("segments");
        var target = "/api/segments/" + segments.get(0).get("id").textValue();
        var seen = server.get(target).etag();
        server.json("PATCH", target, "{\"content\":\"{\\n\\\"a\\\": 5,\\n\\\"b\\\": 2\\n}\"}", "If-Match: " + seen);

        var mine = server.json(
                "PATCH", target, "{\"content\":\"{\\n\\\"a\\\": 6,\\n\\\"b\\\": 2\\n}\"}", "If-Match: " + seen);

        var parts = mine.json().get("merge").get("parts");
        assertThat(parts.findValuesAsText("facet")).containsOnly("text");
        assertThat(parts.get(1).get("mine").textValue()).isEqualTo("\"a\": 6,\n");
        assertThat(parts.get(1).get("theirs").textValue()).isEqualTo("\"a\": 5,\n");
        assertThat(parts.get(0).get("merged").textValue()).isEqualTo("{\n");
        assertThat(parts.get(2).get("merged").textValue()).isEqualTo("\"b\": 2\n}");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"AAAAAAAAAAAAAAAAAAAAAA\"', unknown-base",
        "'\"17\"', unknown-base",
        "17, invalid-request",
        "*, invalid-request",
    })
    void a_base_that_never_was_is_refused(String base, String problem) {
        var response = merge(base, "four");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.problem()).isEqualTo(problem);
    }

    @Test
    void a_merge_whose_precondition_fails_is_refused() {
        assertThat(merge(tag, "four", "If-Match: \"x\"").status()).isEqualTo(412);
        assertThat(merge(tag, "four", "If-Match: " + tag).status()).isEqualTo(200);
    }

    @Test
    void a_merge_into_a_missing_segment_is_not_found_whatever_its_body() {
        var nothing = server.json("POST", "/api/segments/" + document + ".none/merge", "{");

        assertThat(nothing.status()).isEqualTo(404);
    }
}
