package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.GuardPolicy;
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

/** http.md, Conflicts: a refusal says what happened, under the default policy. */
@TestInstance(Lifecycle.PER_CLASS)
class RefusedWritesTest {

    private final TestServer server = TestServer.start(GuardPolicy.TAG);
    private String document = "";
    private String path = "";
    private String first = "";
    private String second = "";
    private String tag = "";

    @BeforeEach
    void a_document_is_there() {
        document = server.newDocument();
        path = "/api/documents/" + document;
        var ids = server.document(document, "one", "two");
        first = ids.get(0);
        second = ids.get(1);
        tag = server.get("/api/segments/" + first).etag();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private RawResponse save(String... headers) {
        return server.json("PATCH", "/api/segments/" + first, "{\"content\":\"mine\"}", headers);
    }

    private RawResponse edits(String edits) {
        return server.json("POST", path + "/edits", "{\"edits\":[%s]}".formatted(edits.replace('\'', '"')));
    }

    private static String detail(RawResponse response) {
        return response.json().get("detail").textValue();
    }

    // a tag that is none of the resource

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\"",
                "\"AAAAAAAAAAAAAAAAAAAAAA\"",
                "\"AAAAAAAAAAAAAAAAAAAAAA-gzip\"",
                "\"1-AAAAAAAAAAAAAAAAAAAAAA\""
            })
    void a_tag_that_was_never_one_of_the_segment_is_unknown(String other) {
        var refused = save("If-Match: " + other, "Holdfast-Author: Ann");

        assertThat(refused.problem()).isEqualTo("unknown-tag");
        assertThat(refused.status()).isEqualTo(412);
        assertThat(detail(refused))
                .contains("is no version of " + first, "Read it again")
                .doesNotContain("else");
        assertThat(refused.json().has("changedBy")).isFalse();
        assertThat(refused.json().at("/current/etag").textValue())
                .isEqualTo(tag)
                .isEqualTo(refused.etag());
    }

    @Test
    void the_tag_of_another_segment_a_list_or_a_document_is_unknown() {
        var others = List.of(
                server.get("/api/segments/" + second).etag(),
                server.get(path + "/segments").etag(),
                server.get(path).etag());

        assertThat(others)
                .allSatisfy(other ->
                        assertThat(save("If-Match: " + other).problem()).isEqualTo("unknown-tag"));
    }

    @Test
    void an_earlier_tag_among_unknown_ones_is_a_conflict() {
        save("If-Match: " + tag);

        var refused = save("If-Match: \"x\", " + tag, "Holdfast-Author: Ann");

        assertThat(refused.problem()).isEqualTo("precondition-failed");
        assertThat(refused.json().at("/base/content").textValue()).isEqualTo("one");
    }

    @Test
    void an_empty_list_and_another_field_name_no_tag() {
        assertThat(save("If-Match: ").problem()).isEqualTo("precondition-failed");
        assertThat(save("If-Match: " + tag, "If-None-Match: " + tag).problem()).isEqualTo("precondition-failed");
    }

    @Test
    void a_tag_that_was_never_one_of_the_metadata_is_unknown() {
        var refused = server.json("PATCH", path, "{\"title\":\"T\"}", "If-Match: " + tag);

        assertThat(refused.problem()).isEqualTo("unknown-tag");
        assertThat(detail(refused)).contains("the document " + document);
    }

    @Test
    void unknown_tags_of_a_batch_are_unknown_and_stale_ones_are_not() {
        var strange =
                "{'op':'replace','id':'%s','ifMatch':'\\\"AAAAAAAAAAAAAAAAAAAAAA\\\"','content':'x'}".formatted(second);
        var stale =
                "{'op':'replace','id':'%s','ifMatch':'%s','content':'x'}".formatted(first, tag.replace("\"", "\\\""));
        save("If-Match: " + tag);

        assertThat(edits(strange).problem()).isEqualTo("unknown-tag");
        assertThat(detail(edits(strange))).contains("The tag in ifMatch is no version of " + second);
        assertThat(edits(strange + "," + stale).problem()).isEqualTo("precondition-failed");
    }

    // who was faster

    @Test
    void ones_own_save_elsewhere_is_not_that_of_someone_else() {
        save("If-Match: " + tag, "Holdfast-Author: Ann");

        var own = server.json(
                "PATCH", "/api/segments/" + first, "{\"content\":\"2\"}", "If-Match: " + tag, "Holdfast-Author: Ann");
        var other = server.json(
                "PATCH", "/api/segments/" + first, "{\"content\":\"2\"}", "If-Match: " + tag, "Holdfast-Author: Ben");
        var nobody = server.json("PATCH", "/api/segments/" + first, "{\"content\":\"2\"}", "If-Match: " + tag);

        assertThat(detail(own)).startsWith("You saved " + first + " elsewhere");
        assertThat(List.of(detail(other), detail(nobody))).allMatch(text -> text.startsWith("Someone else edited"));
        assertThat(List.of(own, other, nobody))
                .allMatch(refused -> detail(refused).contains("current.etag"));
    }

    @Test
    void of_two_without_names_nobody_knows() {
        save("If-Match: " + tag);

        var refused = server.json("PATCH", "/api/segments/" + first, "{\"content\":\"2\"}", "If-Match: " + tag);

        assertThat(detail(refused)).startsWith(first + " was changed").contains("by you in another tab");
    }

    @Test
    void ones_own_rename_elsewhere_is_not_that_of_someone_else() {
        var stale = "If-Match: " + server.get(path).etag();
        server.json("PATCH", path, "{\"title\":\"A\"}", stale, "Holdfast-Author: Ann");

        assertThat(detail(server.json("PATCH", path, "{\"title\":\"B\"}", stale, "Holdfast-Author: Ann")))
                .startsWith("You changed");
    }

    @Test
    void a_read_whose_condition_fails_was_not_overtaken() {
        for (var target : List.of("/api/segments/" + first, "/api", path)) {
            var refused = server.get(target, "If-Match: \"x\"");

            assertThat(refused.problem()).isEqualTo("precondition-failed");
            assertThat(refused.json().get("title").textValue()).isEqualTo("The precondition does not hold");
            assertThat(detail(refused))
                    .contains("If-Match excludes", "Leave that field out")
                    .doesNotContain("else");
        }
    }

    // 428

    @Test
    void a_star_names_no_version() {
        var refused = List.of(
                save("If-Match: *"),
                server.delete("/api/segments/" + first, "If-Match: *"),
                server.json("PATCH", path, "{\"title\":\"T\"}", "If-Match: *"),
                server.delete(path, "If-Match: *"));

        assertThat(refused).allSatisfy(response -> {
            assertThat(response.problem()).isEqualTo("precondition-required");
            assertThat(detail(response))
                    .startsWith("If-Match: * names no version")
                    .contains("ETag");
        });
        assertThat(save("If-Match: " + tag).status()).isEqualTo(200);
    }

    @Test
    void a_merge_names_its_base() {
        var merge = "{\"base\":%s,\"content\":\"one!\"}".formatted('"' + tag.replace("\"", "\\\"") + '"');

        assertThat(server.json("POST", "/api/segments/" + first + "/merge", merge)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_star_is_accepted_where_the_policy_allows_it_and_counts_as_unguarded() {
        try (var required = TestServer.start(GuardPolicy.REQUIRED)) {
            var segment = required.segment("d", "one");

            assertThat(required.json("PATCH", segment, "{\"content\":\"2\"}", "If-Match: *")
                            .status())
                    .isEqualTo(200);
            assertThat(required.get("/metrics").body()).contains("holdfast_unguarded_writes_total 1.0");
        }
    }

    @Test
    void a_write_without_a_tag_is_told_to_send_the_etag() {
        var refused = List.of(save(), server.delete(path), server.json("PATCH", path, "{\"title\":\"T\"}"));

        assertThat(refused).allSatisfy(response -> {
            assertThat(response.problem()).isEqualTo("precondition-required");
            assertThat(detail(response)).contains("If-Match: <its ETag>").doesNotContain("hash");
        });
    }

    @Test
    void an_edit_without_a_tag_is_named() {
        var guarded = "{'op':'delete','id':'%s','ifMatch':'%s'}".formatted(first, tag.replace("\"", "\\\""));
        var refused = edits(guarded + ",{'op':'delete','id':'%s'}".formatted(second));

        assertThat(refused.problem()).isEqualTo("precondition-required");
        assertThat(refused.json().get("index").intValue()).isEqualTo(1);
        assertThat(refused.json().get("id").textValue()).isEqualTo(second);
        assertThat(detail(refused)).contains("ifMatch", "etag").doesNotContain("If-Match", "hash");
        assertThat(refused.json().get("resubmit").textValue())
                .contains("ifMatch")
                .doesNotContain("If-Match");
    }

    // 409 and 422

    @Test
    void an_id_that_is_used_shows_what_has_it() {
        var local = first.substring(first.indexOf('.') + 1);
        var inserted = server.json("POST", path + "/segments", "{\"content\":\"x\",\"id\":\"%s\"}".formatted(local));
        var batch = edits("{'op':'insert','content':'y'},{'op':'insert','content':'x','id':'%s'}".formatted(local));
        var created = server.json(
                "POST",
                "/api/documents",
                "{\"id\":\"%s\",\"title\":\"T\",\"mediaType\":\"text/plain\"}".formatted(document));
        var imported =
                server.send("POST", "/api/documents?id=" + document, List.of("Content-Type: text/vtt"), "WEBVTT\n");

        assertThat(List.of(inserted, batch)).allSatisfy(response -> {
            assertThat(response.problem()).isEqualTo("already-exists");
            assertThat(response.json().at("/current/id").textValue()).isEqualTo(first);
            assertThat(response.etag()).isEqualTo(tag);
            assertThat(response.header("Location")).isEqualTo("/api/segments/" + first);
        });
        assertThat(batch.json().get("index").intValue()).isEqualTo(1);
        assertThat(List.of(created, imported)).allSatisfy(response -> {
            assertThat(response.problem()).isEqualTo("already-exists");
            assertThat(response.json().at("/current/id").textValue()).isEqualTo(document);
            assertThat(response.header("Location")).isEqualTo(path);
        });
    }

    @Test
    void a_deleted_resource_has_its_id_too() {
        server.delete("/api/segments/" + first, "If-Match: " + tag);
        var local = first.substring(first.indexOf('.') + 1);

        var refused = server.json("POST", path + "/segments", "{\"content\":\"x\",\"id\":\"%s\"}".formatted(local));

        assertThat(refused.problem()).isEqualTo("already-exists");
        assertThat(refused.json().at("/current/deleted").booleanValue()).isTrue();
    }

    @Test
    void an_edit_that_cannot_be_made_is_named() {
        var other = server.get("/api/segments/" + second).etag().replace("\"", "\\\"");
        var good =
                "{'op':'replace','id':'%s','ifMatch':'%s','content':'x'}".formatted(first, tag.replace("\"", "\\\""));
        var content = edits(
                good + ",{'op':'replace','id':'%s','ifMatch':'%s','content':'a\\u0000'}".formatted(second, other));
        var member =
                edits(good + ",{'op':'replace','id':'%s','ifMatch':'%s','cue':{'text':'a'}}".formatted(second, other));

        assertThat(List.of(content.problem(), member.problem())).containsExactly("invalid-content", "invalid-request");
        assertThat(List.of(content, member)).allSatisfy(response -> {
            assertThat(response.json().get("index").intValue()).isEqualTo(1);
            assertThat(response.json().get("id").textValue()).isEqualTo(second);
        });
        assertThat(member.json().get("pointer").textValue()).isEqualTo("/edits/1/cue");
    }

    @Test
    void malformed_json_is_located() {
        var refused = edits("{'op':'replace','id':1,'id':2}");

        assertThat(refused.problem()).isEqualTo("malformed-json");
        assertThat(refused.json().get("pointer").textValue()).startsWith("/edits/0");
        assertThat(refused.json().get("line").intValue()).isEqualTo(1);
    }
}
