package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** http.md, Resources: the segments of a document. In JSON a single quote stands for a double one. */
@TestInstance(Lifecycle.PER_CLASS)
class EditRoutesTest {

    private final TestServer server = TestServer.start();
    private String document = "";
    private String path = "";
    private List<String> ids = List.of();
    private final List<String> tags = new ArrayList<>();

    @BeforeEach
    void three_segments_are_there() {
        document = server.newDocument();
        path = "/api/documents/" + document;
        ids = server.document(document, "one", "two", "three");
        tags.clear();
        ids.forEach(id -> tags.add(server.get("/api/segments/" + id).etag()));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Puts ids and tags in the place of {@code id0} and {@code tag0}. */
    private String filled(String json) {
        var filled = json.replace('\'', '"');
        for (var i = 0; i < ids.size(); i++) {
            filled =
                    filled.replace("tag" + i, tags.get(i).replace("\"", "\\\"")).replace("id" + i, "ID" + i);
        }
        for (var i = 0; i < ids.size(); i++) {
            filled = filled.replace("ID" + i, ids.get(i));
        }
        return filled;
    }

    private RawResponse edits(String edits, String... headers) {
        return server.json("POST", path + "/edits", filled("{'edits':[%s]}".formatted(edits)), headers);
    }

    private RawResponse insert(String json, String... headers) {
        return server.json("POST", path + "/segments", filled(json), headers);
    }

    private List<String> contents() {
        return server.get(path + "/segments").json().findValuesAsText("content");
    }

    private void replaceSecond(String author) {
        server.json(
                "PATCH",
                "/api/segments/" + ids.get(1),
                "{\"content\":\"TWO\"}",
                "If-Match: *",
                "Holdfast-Author: " + author);
    }

    // List

    @Test
    void a_list_carries_every_tag_and_is_paged() {
        var first = server.get(path + "/segments?limit=2");
        var second = server.get(
                path + "/segments?limit=2&after=" + first.json().get("next").textValue());

        assertThat(first.json().get("segments").findValuesAsText("etag")).isEqualTo(tags.subList(0, 2));
        assertThat(first.header("Link"))
                .isEqualTo("<%s/segments?after=%s&limit=2>; rel=\"next\"".formatted(path, ids.get(1)));
        assertThat(second.json().get("segments").findValuesAsText("id")).containsExactly(ids.get(2));
        assertThat(second.json().has("next")).isFalse();
        assertThat(second.field("Link")).isEmpty();
    }

    @Test
    void a_list_goes_on_after_a_tombstone() {
        server.delete("/api/segments/" + ids.get(0), "If-Match: *");

        var list = server.get(path + "/segments?after=" + ids.get(0));

        assertThat(list.json().get("segments").findValuesAsText("content")).containsExactly("two", "three");
    }

    @Test
    void a_list_has_a_tag_that_changes_with_any_edit() {
        var list = server.get(path + "/segments");
        assertThat(server.get(path + "/segments", "If-None-Match: " + list.etag())
                        .status())
                .isEqualTo(304);

        replaceSecond("Ann");

        assertThat(server.get(path + "/segments", "If-None-Match: " + list.etag())
                        .status())
                .isEqualTo(200);
    }

    // Insert

    @Test
    void of_many_stale_edits_the_first_are_explained_and_the_others_have_a_tag() {
        var many = server.newDocument();
        var texts = IntStream.range(0, 60).mapToObj(i -> "text " + i).toArray(String[]::new);
        var segments = server.document(many, texts);
        var stale = segments.stream()
                .map(id -> "{\"op\":\"replace\",\"id\":\"%s\",\"ifMatch\":\"\\\"x\\\"\",\"content\":\"mine\"}"
                        .formatted(id))
                .collect(Collectors.joining(","));

        var refused = server.json("POST", "/api/documents/" + many + "/edits", "{\"edits\":[%s]}".formatted(stale));

        var conflicts = refused.json().get("conflicts");
        assertThat(refused.status()).isEqualTo(412);
        assertThat(conflicts).hasSize(60);
        assertThat(conflicts.get(19).get("current").get("content").textValue()).isEqualTo("text 19");
        assertThat(conflicts.get(20).properties().stream().map(Map.Entry::getKey))
                .containsExactly("index", "id", "etag");
        assertThat(conflicts.get(20).get("id").textValue()).isEqualTo(segments.get(20));
        assertThat(conflicts.get(20).get("etag").textValue())
                .isEqualTo(server.get("/api/segments/" + segments.get(20)).etag());
        assertThat(refused.json().get("detail").textValue()).contains("and 50 more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'content':'new'}               | one,two,three,new",
                "{'content':'new','after':null}  | new,one,two,three",
                "{'content':'new','after':'id0'} | one,new,two,three",
            })
    void a_segment_is_inserted_at_its_place(String json, String expected) {
        var inserted = insert(json);

        assertThat(inserted.status()).isEqualTo(201);
        assertThat(inserted.header("Location"))
                .isEqualTo("/api/segments/" + inserted.json().get("id").textValue());
        assertThat(inserted.header("Content-Location")).isEqualTo(inserted.header("Location"));
        assertThat(server.get(inserted.header("Location")).etag()).isEqualTo(inserted.etag());
        assertThat(contents()).containsExactly(expected.split(","));
    }

    @Test
    void a_segment_is_inserted_after_a_tombstone() {
        server.delete("/api/segments/" + ids.get(1), "If-Match: *");

        insert("{'content':'new','after':'id1'}");

        assertThat(contents()).containsExactly("one", "new", "three");
    }

    @Test
    void an_id_is_used_once_also_after_a_deletion() {
        var inserted = insert("{'content':'new','id':'mine'}");
        var again = insert("{'content':'new','id':'mine'}");
        server.delete(inserted.header("Location"), "If-Match: *");
        var afterwards = insert("{'content':'new','id':'mine'}");

        assertThat(inserted.json().get("id").textValue()).isEqualTo(document + ".mine");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("already-exists");
        assertThat(afterwards.status()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                   | 400 | malformed-json",
                "{}                                  | 422 | invalid-request",
                "{'content':'x','id':'a b'}          | 422 | invalid-request",
                "{'content':'x','id':null}           | 422 | invalid-request",
                "{'content':'x','after':17}          | 422 | invalid-request",
                "{'content':'x','after':'nonsense'}  | 422 | invalid-request",
                "{'content':'x','after':'other.x'} | 422 | invalid-edit",
                "{'content':'x','at':1}              | 422 | invalid-request",
                "{'content':'a\\u0000'}              | 422 | invalid-content",
            })
    void an_insertion_that_cannot_be_is_refused(String json, int status, String problem) {
        var response = insert(json);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.problem()).isEqualTo(problem);
        assertThat(contents()).hasSize(3);
    }

    @Test
    void a_repeated_insertion_inserts_once() {
        var first = insert("{'content':'new'}", "Idempotency-Key: i1");
        var again = insert("{'content':'new'}", "Idempotency-Key: i1");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Holdfast-Replayed")).isEqualTo("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(contents()).hasSize(4);
    }

    @Test
    void a_reused_key_is_reported_before_a_body_that_cannot_be_read() {
        insert("{'content':'new'}", "Idempotency-Key: i1");

        assertThat(insert("{", "Idempotency-Key: i1").problem()).isEqualTo("key-reused");
        assertThat(edits("{", "Idempotency-Key: i1").problem()).isEqualTo("key-reused");
    }

    @Test
    void an_insertion_may_have_if_none_match_with_a_star() {
        assertThat(insert("{'content':'new'}", "If-None-Match: *").status()).isEqualTo(201);
        assertThat(insert("{'content':'new'}", "If-Match: *").problem()).isEqualTo("misplaced-precondition");
        assertThat(insert("{'content':'new'}", "If-Match: 17").problem()).isEqualTo("malformed-precondition");
    }

    // Batch

    @Test
    void a_batch_does_everything_at_once() {
        var gone = server.delete("/api/segments/" + ids.get(2), "If-Match: *");
        tags.set(2, gone.etag());

        var saved = edits("""
            {'op':'replace','id':'id0','ifMatch':'tag0','content':'ONE'},
            {'op':'move','id':'id1','ifMatch':'tag1','after':null},
            {'op':'restore','id':'id2','ifMatch':'tag2','content':'THREE'},
            {'op':'insert','content':'four','after':'id0','id':'four'}\
            """);

        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.json().get("segments").findValuesAsText("content"))
                .containsExactly("ONE", "two", "THREE", "four");
        assertThat(saved.json().get("segments").get(0).get("etag").textValue())
                .isEqualTo(server.get("/api/segments/" + ids.get(0)).etag());
        assertThat(contents()).containsExactly("two", "ONE", "four", "THREE");
        assertThat(saved.etag()).isEqualTo(server.get(path + "/segments").etag());
        assertThat(server.get(path + "/changes").json().get("revision").longValue())
                .isEqualTo(saved.json().get("revision").longValue());
    }

    @Test
    void a_batch_deletes() {
        var saved = edits("{'op':'delete','id':'id0','ifMatch':'tag0'}");

        assertThat(saved.json().get("segments").get(0).get("deleted").booleanValue())
                .isTrue();
        assertThat(contents()).containsExactly("two", "three");
    }

    @Test
    void a_batch_with_stale_edits_changes_nothing_and_names_each() {
        replaceSecond("Ann");
        server.delete("/api/segments/" + ids.get(2), "If-Match: *", "Holdfast-Author: Bob");

        var refused = edits("""
            {'op':'replace','id':'id0','ifMatch':'tag0','content':'ONE'},
            {'op':'replace','id':'id1','ifMatch':'tag1','content':'2'},
            {'op':'delete','id':'id2','ifMatch':'tag2'}\
            """);
        var conflicts = refused.json().get("conflicts");

        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.problem()).isEqualTo("precondition-failed");
        assertThat(conflicts.findValuesAsText("index")).containsExactly("1", "2");
        assertThat(conflicts.get(0).get("id").textValue()).isEqualTo(ids.get(1));
        assertThat(conflicts.get(0).get("current").get("content").textValue()).isEqualTo("TWO");
        assertThat(conflicts.get(0).get("base").get("content").textValue()).isEqualTo("two");
        assertThat(conflicts.get(0).get("merge").get("clean").booleanValue()).isFalse();
        assertThat(conflicts.get(0).get("changedBy").textValue()).isEqualTo("Ann");
        assertThat(conflicts.get(1).get("current").get("deleted").booleanValue())
                .isTrue();
        assertThat(contents()).containsExactly("one", "TWO");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'replace','id':'id0','ifMatch':'17','content':'x'}             | edits[0].ifMatch",
                "{'op':'replace','id':'id0','ifMatch':'*','content':'x'}              | edits[0].ifMatch",
                "{'op':'replace','id':'id0','ifMatch':'W/tag0','content':'x'}         | edits[0].ifMatch",
                "{'op':'replace','id':'id0','ifMatch':'tag0,tag1','content':'x'}      | edits[0].ifMatch",
                "{'op':'replace','id':'id0','ifMatch':null,'content':'x'}             | edits[0].ifMatch",
                "{'op':'replace','ifMatch':'tag0','content':'x'}                      | edits[0].id",
                "{'op':'replace','id':'nonsense','ifMatch':'tag0','content':'x'}      | edits[0].id",
                "{'op':'replace','id':'id0','ifMatch':'tag0','content':'x','after':1} | edits[0].after",
                "{'id':'id0'}                                                         | edits[0].op",
                "17                                                                   | edits[0]",
            })
    void an_edit_that_cannot_be_read_is_named(String edit, String member) {
        var response = edits(edit);

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.problem()).isEqualTo("invalid-request");
        assertThat(response.json().get("member").textValue()).isEqualTo(member);
    }

    @Test
    void an_unknown_operation_names_itself_and_those_that_are_supported() {
        var response = edits("{'op':'delete','id':'id1','ifMatch':'tag1'},{'op':'fly','id':'id0'}");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.problem()).isEqualTo("unsupported-operation");
        assertThat(response.json().get("member").textValue()).isEqualTo("edits[1].op");
        assertThat(response.json().get("operation").textValue()).isEqualTo("fly");
        assertThat(response.json().get("supported"))
                .extracting(JsonNode::textValue)
                .containsExactly("replace", "insert", "move", "delete", "restore", "shift", "split", "join");
        assertThat(contents()).containsExactly("one", "two", "three");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'delete','id':'id0','ifMatch':'tag0'},{'op':'move','id':'id0','ifMatch':'tag0'} | 422 |"
                        + " invalid-edit",
                "{'op':'delete','id':'other.x','ifMatch':'tag0'}                     | 422 | invalid-edit",
                "{'op':'move','id':'id0','ifMatch':'tag0','after':'id0'}               | 422 | invalid-edit",
                "{'op':'replace','id':'id0','content':'x'}                             | 428 | precondition-required",
                "{'op':'delete','id':'id0'}                                            | 428 | precondition-required",
            })
    void a_batch_that_cannot_be_done_is_refused(String edits, int status, String problem) {
        var response = edits(edits);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.problem()).isEqualTo(problem);
        assertThat(contents()).containsExactly("one", "two", "three");
    }

    @Test
    void a_segment_that_never_was_is_not_found() {
        var response = edits("{'op':'delete','id':'%s.none','ifMatch':'tag0'}".formatted(document));

        assertThat(response.status()).isEqualTo(404);
    }

    @Test
    void an_edit_that_changes_nothing_writes_nothing() {
        var before = server.get(path + "/segments").etag();

        var saved = edits("{'op':'replace','id':'id0','ifMatch':'tag0','content':'one'}");

        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.json().get("segments")).isEmpty();
        assertThat(saved.json().get("unchanged").get(0).get("etag").textValue()).isEqualTo(tags.get(0));
        assertThat(saved.etag()).isEqualTo(before);
    }

    @Test
    void a_repeated_batch_that_changed_nothing_gets_its_response_again() {
        var batch = "{'op':'replace','id':'id1','ifMatch':'tag1','content':'two'},"
                + "{'op':'replace','id':'id0','ifMatch':'tag0','content':'one'}";

        var first = edits(batch, "Idempotency-Key: b1");
        replaceSecond("Ann");
        var again = edits(batch, "Idempotency-Key: b1");
        var other = edits("{'op':'delete','id':'id0','ifMatch':'tag0'}", "Idempotency-Key: b1");

        assertThat(first.field("Holdfast-Replayed")).isEmpty();
        assertThat(first.json().get("unchanged")).hasSize(2);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Holdfast-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(other.problem()).isEqualTo("key-reused");
        assertThat(contents()).containsExactly("one", "TWO", "three");
    }

    @Test
    void a_repeated_batch_gets_its_response_again() {
        var batch = "{'op':'replace','id':'id0','ifMatch':'tag0','content':'ONE'}";

        var first = edits(batch, "Idempotency-Key: b1");
        replaceSecond("Ann");
        var again = edits(batch, "Idempotency-Key: b1");
        var other = edits("{'op':'delete','id':'id0','ifMatch':'tag0'}", "Idempotency-Key: b1");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Holdfast-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("key-reused");
    }

    @Test
    void a_batch_that_is_too_large_is_refused() {
        var insertion = "{'op':'insert','content':'x'},";

        var response = edits(insertion.repeat(20_000) + insertion.substring(0, insertion.length() - 1));

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.json().get("maxEdits").asInt()).isEqualTo(20_000);
        assertThat(contents()).hasSize(3);
    }

    @Test
    void a_minimal_response_to_a_batch_has_the_tag() {
        var saved = edits("{'op':'delete','id':'id0','ifMatch':'tag0'}", "Prefer: return=minimal");

        assertThat(saved.status()).isEqualTo(204);
        assertThat(saved.etag()).isEqualTo(server.get(path + "/segments").etag());
    }
}
