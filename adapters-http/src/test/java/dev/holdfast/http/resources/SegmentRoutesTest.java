package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.SegmentId;
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

@TestInstance(Lifecycle.PER_CLASS)
class SegmentRoutesTest {

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

    // http.md, Resources

    @Test
    void a_segment_is_read_with_its_tag() {
        var response = server.get(path);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(response.header("Vary")).isEqualTo("Accept, Accept-Encoding");
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.body())
                .isEqualTo("""
                    {"id":"%s","document":"%s","kind":"text","content":"one two three","version":1,\
                    "etag":"%s","position":"011","updatedAt":"2026-03-01T12:00:00.400Z","updatedBy":"anonymous","updatedByVerified":false}\
                    """.formatted(path.replace("/api/segments/", ""), document, tag.replace("\"", "\\\"")));
    }

    @Test
    void the_name_that_caption_editors_use_is_the_same_resource() {
        var alias = path.replace("/segments/", "/vtt/");

        var saved = server.json("PATCH", alias, "{\"content\":\"one\"}", "If-Match: " + tag);

        assertThat(saved.status()).isEqualTo(200);
        assertThat(server.get(path).etag()).isEqualTo(saved.etag());
        assertThat(server.get(alias).body()).isEqualTo(saved.body());
    }

    @Test
    void options_lists_the_methods_whatever_the_preconditions() {
        var response = server.send("OPTIONS", path, List.of("If-Match: 17"), "");

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.header("Allow")).isEqualTo("GET, HEAD, PATCH, DELETE, OPTIONS");
        assertThat(response.header("Accept-Patch")).isEqualTo("application/merge-patch+json, application/json");
        assertThat(response.field("Content-Type")).isEmpty();
    }

    // http.md, Responses: a write carries the new tag, which is that of the next GET

    @Test
    void a_guarded_edit_is_saved_and_carries_the_new_tag() {
        var saved = patch("four", "If-Match: " + tag, "Holdfast-Author: J%C3%BCrgen");

        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.etag()).isNotEqualTo(tag).isEqualTo(server.get(path).etag());
        assertThat(saved.header("Content-Location")).isEqualTo(path);
        assertThat(saved.json().get("updatedBy").textValue()).isEqualTo("Jürgen");
        assertThat(saved.body()).isEqualTo(server.get(path).body());
    }

    @Test
    void an_edit_that_changes_nothing_keeps_its_tag() {
        var saved = patch("one two three", "If-Match: " + tag);

        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.etag()).isEqualTo(tag);
        assertThat(server.get(path + "/revisions").json().get("revisions")).hasSize(1);
    }

    @Test
    void a_minimal_response_has_the_tag_and_no_body() {
        var saved = patch("four", "If-Match: " + tag, "Prefer: return=minimal");

        assertThat(saved.status()).isEqualTo(204);
        assertThat(saved.body()).isEmpty();
        assertThat(saved.header("Preference-Applied")).isEqualTo("return=minimal");
        assertThat(saved.field("Content-Type")).isEmpty();
        assertThat(saved.etag()).isEqualTo(server.get(path).etag());
    }

    @Test
    void a_preference_for_the_representation_is_confirmed() {
        var saved = patch("four", "If-Match: " + tag, "Prefer: respond-async, return=\"representation\"");

        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.header("Preference-Applied")).isEqualTo("return=representation");
    }

    @Test
    void the_tag_of_if_none_match_does_not_turn_an_applied_edit_into_304() {
        var next = new Edit.Replace(
                        SegmentId.parse(path.replace("/api/segments/", "")).orElseThrow(),
                        new Hash(tag.replace("\"", "")),
                        new Content("four"))
                .result();

        var response = patch("four", "If-Match: " + tag, "If-None-Match: \"%s\"".formatted(next));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.etag()).isEqualTo("\"%s\"".formatted(next));
        assertThat(response.body()).isNotEmpty();
    }

    // http.md, Preconditions

    @Test
    void a_stale_edit_is_refused_with_everything_that_a_merge_needs() {
        var theirs = patch("ONE two three", "If-Match: " + tag, "Holdfast-Author: Ann");

        var mine = patch("one two THREE", "If-Match: " + tag, "Holdfast-Author: Bob");

        assertThat(mine.status()).isEqualTo(412);
        assertThat(mine.problem()).isEqualTo("precondition-failed");
        assertThat(mine.etag()).isEqualTo(theirs.etag());
        assertThat(mine.header("Cache-Control")).isEqualTo("no-store");
        assertThat(mine.json().get("current")).isEqualTo(theirs.json());
        assertThat(mine.json().get("base").get("etag").textValue()).isEqualTo(tag);
        assertThat(mine.json().get("base").get("content").textValue()).isEqualTo("one two three");
        assertThat(mine.json().get("merge").has("clean")).isTrue();
        assertThat(mine.json().get("changedBy").textValue()).isEqualTo("Ann");
        assertThat(mine.json().get("changedAt").textValue()).isEqualTo("2026-03-01T12:00:00.400Z");
        assertThat(mine.json().has("appliedAs")).isFalse();
        assertThat(content()).isEqualTo("ONE two three");
    }

    @Test
    void a_foreign_tag_has_no_base() {
        var response = patch("four", "If-Match: \"nonsense\"");

        assertThat(response.status()).isEqualTo(412);
        assertThat(response.etag()).isEqualTo(tag);
        assertThat(response.json().get("base").isNull()).isTrue();
        assertThat(response.json().has("merge")).isFalse();
    }

    @Test
    void a_stale_edit_whose_body_cannot_be_read_is_stale_all_the_same() {
        var theirs = patch("four", "If-Match: " + tag);

        for (var body : List.of("{", "{\"content\":17}", "{\"unknown\":1}", "{\"content\":\"\\u0000\"}")) {
            var response = server.json("PATCH", path, body, "If-Match: " + tag);

            assertThat(response.status()).as(body).isEqualTo(412);
            assertThat(response.etag()).isEqualTo(theirs.etag());
            assertThat(response.json().has("merge")).isFalse();
        }
    }

    @Test
    void a_lost_response_is_recognised_by_its_author() {
        var applied = patch("four", "If-Match: " + tag, "Holdfast-Author: Ann");
        patch("five", "If-Match: " + applied.etag(), "Holdfast-Author: Bob");

        var again = patch("four", "If-Match: " + tag, "Holdfast-Author: Ann");

        assertThat(again.status()).isEqualTo(412);
        assertThat(again.json().get("appliedAs").get("etag").textValue()).isEqualTo(applied.etag());
    }

    @Test
    void a_preference_for_the_representation_gets_the_current_one_with_412() {
        var theirs = patch("four", "If-Match: " + tag);

        var response = patch("five", "If-Match: " + tag, "Prefer: return=representation");

        assertThat(response.status()).isEqualTo(412);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.header("Preference-Applied")).isEqualTo("return=representation");
        assertThat(response.header("Content-Location")).isEqualTo(path);
        assertThat(response.etag()).isEqualTo(theirs.etag());
        assertThat(response.body()).isEqualTo(theirs.body());
    }

    @Test
    void an_edit_without_a_precondition_is_refused_with_the_way_to_resubmit() {
        var response = patch("four");

        assertThat(response.status()).isEqualTo(428);
        assertThat(response.problem()).isEqualTo("precondition-required");
        assertThat(response.json().get("resubmit").textValue()).contains("If-Match");
        assertThat(content()).isEqualTo("one two three");
    }

    @Test
    void a_weakened_tag_of_our_own_is_refused_and_explained() {
        var response = patch("four", "If-Match: W/" + tag);

        assertThat(response.status()).isEqualTo(412);
        assertThat(response.problem()).isEqualTo("weakened-tag");
        assertThat(response.json().get("detail").textValue()).contains("proxy");
        assertThat(response.etag()).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource({
        "'If-Match: {tag}', 200",
        "'If-Match: *', 200",
        "'If-Match: \"x\", {tag}', 200",
        "'If-Match: , {tag} ,,', 200",
        "'If-Match: \"x\"|If-Match: {tag}', 200",
        "'If-Match: \"a,b\",{tag}', 200",
        "'If-Match: \"\u00e9\u00ff\",{tag}', 200",
        "'if-match: {tag}', 200",
        "'If-Match: {tag}|If-Unmodified-Since: Sun, 01 Mar 2020 12:00:00 GMT', 200",
        "'If-Match:', 412",
        "'If-Match: ,', 412",
        "'If-Match: \"x\"', 412",
        "'If-Match: {tag}|If-None-Match: {tag}', 412",
        "'If-Match: {tag}|If-None-Match: W/{tag}', 412",
        "'If-Match: {tag}|If-None-Match: *', 412",
        "'If-None-Match: *', 428",
        "'If-None-Match: \"x\"', 428",
        "'If-Unmodified-Since: Sun, 01 Mar 2026 13:00:00 GMT', 428",
        "'If-Unmodified-Since: Sun, 01 Mar 2020 12:00:00 GMT', 428",
        "'If-Match: 17', 400",
        "'If-Match: {tag}x', 400",
        "'If-Match: *, {tag}', 400",
        "'If-Match: *|If-Match: {tag}', 400",
        "'If-Match: w/{tag}', 400",
        "'If-Match: {tag}|If-None-Match: 17', 400",
    })
    void an_edit_depends_on_its_preconditions(String fields, int status) {
        var headers = fields.replace("{tag}", tag).split("\\|", -1);

        var response = patch("four", headers);

        assertThat(response.status()).isEqualTo(status);
        assertThat(content()).isEqualTo(status == 200 ? "four" : "one two three");
        if (status == 400) {
            assertThat(response.problem()).isEqualTo("malformed-precondition");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'If-Match: {tag}', 200",
        "'If-Match: \"x\"', 412",
        "'If-Match: W/{tag}', 412",
        "'If-Match: 17', 400",
        "'If-None-Match: {tag}', 304",
        "'If-None-Match: W/{tag}', 304",
        "'If-None-Match: \"x\"|If-None-Match: {tag}', 304",
        "'If-None-Match: *', 304",
        "'If-None-Match: \"x\"', 200",
        "'If-None-Match: 17', 400",
        "'If-Match: \"x\"|If-None-Match: {tag}', 412",
        "'If-Modified-Since: Sun, 01 Mar 2026 12:00:00 GMT', 200",
        "'If-Modified-Since: Sun, 01 Mar 2026 12:00:01 GMT', 304",
        "'If-Modified-Since: Sun, 01 Mar 2026 12:00:01 GMT|If-None-Match: \"x\"', 200",
        "'If-Unmodified-Since: Sun, 01 Mar 2026 12:00:00 GMT', 412",
        "'If-Unmodified-Since: Sun, 01 Mar 2026 12:00:01 GMT', 200",
    })
    void a_read_depends_on_its_preconditions(String fields, int status) {
        server.later(Duration.ofSeconds(10));
        var headers = fields.replace("{tag}", tag).split("\\|", -1);

        for (var method : List.of("GET", "HEAD")) {
            assertThat(server.send(method, path, List.of(headers), "").status()).isEqualTo(status);
        }
    }

    @Test
    void not_modified_has_the_tag_and_nothing_about_a_body() {
        var response = server.get(path, "If-None-Match: " + tag);

        assertThat(response.status()).isEqualTo(304);
        assertThat(response.etag()).isEqualTo(tag);
        assertThat(response.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(response.header("Vary")).isEqualTo("Accept, Accept-Encoding");
        assertThat(response.field("Content-Type")).isEmpty();
        assertThat(response.field("Content-Length")).isEmpty();
        assertThat(response.body()).isEmpty();
    }

    @Test
    void a_read_whose_precondition_fails_returns_the_current_version() {
        var response = server.get(path, "If-Match: \"x\"");

        assertThat(response.problem()).isEqualTo("precondition-failed");
        assertThat(response.etag()).isEqualTo(tag);
        assertThat(response.json().get("current")).isEqualTo(server.get(path).json());
    }

    @Test
    void the_date_is_withheld_while_it_could_hide_a_newer_version() {
        var within = server.get(path);
        server.later(Duration.ofMillis(600));
        var after = server.get(path);

        assertThat(within.field("Last-Modified")).isEmpty();
        assertThat(after.header("Last-Modified")).isEqualTo("Sun, 01 Mar 2026 12:00:01 GMT");
    }

    // http.md, Order of checks

    @ParameterizedTest
    @CsvSource({
        "PROPFIND, /api/nothing, '', 501",
        "patch, {path}, '', 501",
        "PUT, /api/nothing, '', 404",
        "PUT, /api/segments/{document}.none, 'Holdfast-Author: %', 405",
        "PATCH, /api/segments/{document}.none, 'Holdfast-Author: %|Accept: text/html', 400",
        "PATCH, /api/segments/{document}.none, 'Accept: text/html', 406",
        "PATCH, /api/segments/{document}.none, 'Content-Type: text/plain', 415",
        "PATCH, /api/segments/{document}.none, '', 415",
        "PATCH, /api/segments/{document}.none, 'Content-Type: application/json|Content-Encoding: gzip', 415",
        "PATCH, /api/segments/{document}.none, 'Content-Type: application/json|If-Match: 17', 404",
        "PATCH, /api/segments/{document}.none, 'Content-Type: application/json|If-Match: *', 404",
        "PATCH, /api/segments/{document}.none, 'Content-Type: application/json', 404",
        "PATCH, /api/segments/none.id1, 'Content-Type: application/json', 404",
        "PATCH, /api/segments/doc, 'Content-Type: application/json', 404",
        "PATCH, {path}, 'Content-Type: application/json', 428",
        "PATCH, {path}, 'Content-Type: application/json|If-Match: \"x\"', 412",
        "PATCH, {path}, 'Content-Type: application/json; charset=utf-8|If-Match: *', 400",
        "GET, {path}/, '', 308",
        "GET, /api/segments/a%2fb, '', 400",
        "DELETE, /api/segments/{document}.none, 'If-Match: 17', 404",
        "DELETE, /api/segments/{document}.none, '', 404",
        "DELETE, {path}, '', 428",
        "TRACE, {path}, '', 405",
    })
    void the_first_error_is_reported(String method, String target, String fields, int status) {
        var headers = fields.isEmpty() ? List.<String>of() : List.of(fields.split("\\|", -1));

        var response = server.send(
                method,
                target.replace("{path}", path).replace("{document}", document),
                headers,
                method.equals("PATCH") ? "{" : "");

        assertThat(response.status()).isEqualTo(status);
        if (status >= 400) {
            assertThat(response.problem()).isNotEmpty();
        }
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_its_target_is_looked_up() {
        var body = "{\"content\":\"%s\"}".formatted("x".repeat(2_000_000));

        assertThat(server.json("PATCH", "/api/segments/" + document + ".none", body)
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                   | 400 | malformed-json",
                "``                                  | 400 | malformed-json",
                "{\"content\":\"a\",\"content\":\"b\"} | 400 | malformed-json",
                "{\"content\":\"a\"} x                | 400 | malformed-json",
                "{'content':'a'}                     | 400 | malformed-json",
                "{\"content\":\"\\ud800\"}            | 422 | invalid-content",
                "{\"content\":\"a\\u0000\"}           | 422 | invalid-content",
                "{\"content\":17}                    | 422 | invalid-request",
                "{\"content\":null}                  | 422 | invalid-request",
                "{\"content\":\"a\",\"etag\":\"b\"}   | 422 | invalid-request",
                "[]                                  | 422 | invalid-request",
                "\"a\"                               | 422 | invalid-request",
                "null                                | 422 | invalid-request",
            })
    void a_body_is_read_strictly(String body, int status, String problem) {
        var response = server.json("PATCH", path, body, "If-Match: " + tag);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.problem()).isEqualTo(problem);
        assertThat(content()).isEqualTo("one two three");
    }

    @Test
    void depth_is_bounded() {
        var response = server.json("PATCH", path, "[".repeat(33) + "]".repeat(33), "If-Match: " + tag);

        assertThat(response.problem()).isEqualTo("malformed-json");
    }

    @Test
    void bytes_that_are_no_utf8_are_refused() {
        var response = server.raw(
                "PATCH %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nIf-Match: *\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"content\":\"\u00ff\"}"
                        .formatted(path));

        assertThat(response.problem()).isEqualTo("malformed-json");
    }

    @Test
    void unknown_members_are_named() {
        var response = server.json("PATCH", path, "{\"content\":\"a\",\"etag\":1,\"age\":2}", "If-Match: " + tag);

        assertThat(response.json().get("detail").textValue()).contains("age is unknown");
        assertThat(response.json().get("member").textValue()).isEqualTo("age");
    }

    @Test
    void a_text_that_is_too_long_is_refused() {
        var fits = patch("x".repeat(262_144), "If-Match: *");
        var tooLong = patch("x".repeat(262_145), "If-Match: *");

        assertThat(fits.status()).isEqualTo(200);
        assertThat(tooLong.status()).isEqualTo(413);
        assertThat(tooLong.problem()).isEqualTo("content-too-large");
    }

    @Test
    void the_response_to_an_unsupported_media_type_lists_the_supported_ones() {
        var response = server.send("PATCH", path, List.of("Content-Type: text/plain"), "x");

        assertThat(response.status()).isEqualTo(415);
        assertThat(response.header("Accept-Patch")).isEqualTo("application/merge-patch+json, application/json");
    }

    @Test
    void the_response_to_a_content_coding_names_identity() {
        var response = server.json("PATCH", path, "x", "Content-Encoding: gzip");

        assertThat(response.status()).isEqualTo(415);
        assertThat(response.header("Accept-Encoding")).isEqualTo("identity");
    }

    // http.md, Order of checks: deleted targets

    @Test
    void a_deleted_segment_is_gone_with_its_last_text() {
        var deleted = server.delete(path, "If-Match: " + tag);

        var gone = server.get(path);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.field("Content-Type")).isEmpty();
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.problem()).isEqualTo("gone");
        assertThat(gone.etag()).isEqualTo(deleted.etag());
        assertThat(gone.json().get("etag").textValue()).isEqualTo(deleted.etag());
        assertThat(gone.json().get("content").textValue()).isEqualTo("one two three");
        assertThat(gone.json().get("successor").isNull()).isTrue();
        assertThat(patch("four").status()).isEqualTo(410);
        assertThat(patch("four", "If-Match: 17").status()).isEqualTo(410);
    }

    @Test
    void a_segment_of_a_deleted_document_is_gone() {
        server.delete("/api/documents/" + document, "If-Match: *");

        var gone = server.get(path);

        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.etag()).isEqualTo(tag);
        assertThat(server.get(path + "/revisions").status()).isEqualTo(200);
    }
}
