package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** http.md, Segment JSON: the member {@code cue}. */
@TestInstance(Lifecycle.PER_CLASS)
class CueRoutesTest {

    private static final String FILM = "WEBVTT\n\n"
            + "first\n"
            + "00:01.000 --> 00:02.500 line:0\n"
            + "Hello,\n"
            + "Bob\n\n"
            + "NOTE later\n\n"
            + "00:03.000 --> 00:04.000\n"
            + "Bye\n";

    private final TestServer server = TestServer.start();
    private String document = "";
    private String header = "";
    private String cue = "";
    private String note = "";
    private String tag = "";

    @BeforeEach
    void a_film_is_there() {
        document = server.newDocument();
        var ids = server.film(document, FILM);
        header = "/api/segments/" + ids.get(0);
        cue = "/api/segments/" + ids.get(1);
        note = "/api/segments/" + ids.get(2);
        tag = server.get(cue).etag();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private RawResponse patch(String body, String... headers) {
        return server.json("PATCH", cue, body.replace('\'', '"'), headers);
    }

    private RawResponse edits(String edits) {
        return server.json(
                "POST",
                "/api/documents/" + document + "/edits",
                "{\"edits\":[%s]}".formatted(edits.replace('\'', '"')));
    }

    private static String id(String path) {
        return path.replace("/api/segments/", "");
    }

    private String quoted(String etag) {
        return etag.replace("\"", "\\\"");
    }

    private static void assertCue(JsonNode segment, String expected) {
        assertThat(segment.get("cue")).hasToString(expected.replace('\'', '"'));
    }

    @Test
    void a_cue_has_its_parts_as_members() {
        assertCue(
                server.get(cue).json(),
                "{'identifier':'first','start':1000,'end':2500,'settings':'line:0','text':'Hello,\\nBob'}");
    }

    @Test
    void a_cue_without_identifier_has_null_for_it() {
        var last = server.get("/api/documents/" + document + "/segments")
                .json()
                .get("segments")
                .get(3);

        assertCue(last, "{'identifier':null,'start':3000,'end':4000,'settings':'','text':'Bye'}");
    }

    @Test
    void a_segment_that_is_not_a_cue_has_no_member_cue() {
        assertThat(server.get(header).json().has("cue")).isFalse();
        assertThat(server.get(note).json().has("cue")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'text':'Hi'}              | first\\n00:01.000 --> 00:02.500 line:0\\nHi",
                "{'start':1500}             | first\\n00:01.500 --> 00:02.500 line:0\\nHello,\\nBob",
                "{'end':2000,'settings':''} | first\\n00:01.000 --> 00:02.000\\nHello,\\nBob",
                "{'identifier':null}        | 00:01.000 --> 00:02.500 line:0\\nHello,\\nBob",
                "{'identifier':'2'}         | 2\\n00:01.000 --> 00:02.500 line:0\\nHello,\\nBob",
                "{'text':'a\\r\\nb'}        | first\\n00:01.000 --> 00:02.500 line:0\\na\\nb",
                "{}                         | first\\n00:01.000 --> 00:02.500 line:0\\nHello,\\nBob",
            })
    void parts_of_a_cue_are_changed_and_the_rest_stays(String patch, String content) {
        var saved = patch("{'cue':%s}".formatted(patch), "If-Match: " + tag);

        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.json().get("content").textValue()).isEqualTo(content.replace("\\n", "\n"));
        assertThat(saved.body()).isEqualTo(server.get(cue).body());
    }

    @Test
    void a_patch_that_changes_nothing_keeps_the_tag() {
        var saved = patch("{'cue':{'start':1000,'text':'Hello,\\nBob'}}", "If-Match: " + tag);

        assertThat(saved.etag()).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'cue':null}                          | cue",
                "{'cue':'a'}                           | cue",
                "{'cue':{'text':'b'},'content':'a'}    | cue",
                "{'cue':{'begin':1}}                   | cue.begin",
                "{'cue':{'start':'1'}}                 | cue.start",
                "{'cue':{'start':1.5}}                 | cue.start",
                "{'cue':{'start':null}}                | cue.start",
                "{'cue':{'start':-1}}                  | cue.start",
                "{'cue':{'end':9007199254740992}}      | cue.end",
                "{'cue':{'end':99999999999999999999}}  | cue.end",
                "{'cue':{'settings':'a\\nb'}}          | cue.settings",
                "{'cue':{'settings':null}}             | cue.settings",
                "{'cue':{'identifier':'a\\rb'}}        | cue.identifier",
                "{'cue':{'identifier':1}}              | cue.identifier",
                "{'cue':{'text':null}}                 | cue.text",
            })
    void an_invalid_member_is_named(String body, String member) {
        var response = patch(body, "If-Match: " + tag);

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.problem()).isEqualTo("invalid-request");
        assertThat(response.json().get("member").textValue()).isEqualTo(member);
        assertThat(server.get(cue).etag()).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'cue':{'end':500}}",
                "{'cue':{'text':'a\\n\\nb'}}",
                "{'cue':{'text':'a --> b'}}",
                "{'cue':{'text':'a\\u0000'}}",
                "{'cue':{'text':'a\\ud800'}}",
                "{'cue':{'identifier':'a --> b'}}",
            })
    void a_cue_that_webvtt_forbids_is_refused(String body) {
        var response = patch(body, "If-Match: " + tag);

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.problem()).isEqualTo("invalid-content");
        assertThat(server.get(cue).etag()).isEqualTo(tag);
    }

    @Test
    void a_segment_that_is_not_a_cue_cannot_be_patched_as_one() {
        var text = server.segment(server.newDocument(), "plain");

        for (var path : List.of(header, note, text)) {
            var response = server.json("PATCH", path, "{\"cue\":{\"text\":\"a\"}}", "If-Match: *");

            assertThat(response.status()).as(path).isEqualTo(422);
            assertThat(response.json().get("member").textValue()).isEqualTo("cue");
        }
    }

    @Test
    void a_cue_that_becomes_too_long_is_refused() {
        var response = patch("{'cue':{'text':'%s'}}".formatted("x".repeat(262_144)), "If-Match: " + tag);

        assertThat(response.status()).isEqualTo(413);
    }

    @Test
    void a_stale_patch_gets_the_cues_and_the_merged_cue() {
        var theirs = patch("{'cue':{'start':1500}}", "If-Match: " + tag);

        var mine = patch("{'cue':{'text':'Hi'}}", "If-Match: " + tag);

        assertThat(mine.status()).isEqualTo(412);
        assertThat(mine.json().get("current")).isEqualTo(theirs.json());
        assertThat(mine.json().get("base").get("cue").get("start").longValue()).isEqualTo(1000);
        assertThat(mine.json().get("merge").get("clean").booleanValue()).isTrue();
        assertCue(
                mine.json().get("merge"),
                "{'identifier':'first','start':1500,'end':2500,'settings':'line:0','text':'Hi'}");
    }

    @Test
    void a_clean_merge_has_its_parts() {
        patch("{'cue':{'start':1500}}", "If-Match: " + tag);

        var mine = patch("{'cue':{'text':'Hi'}}", "If-Match: " + tag);

        assertParts(mine, """
            [{'facet':'identifier','conflict':false,'merged':'first\\n'},\
            {'facet':'start','conflict':false,'merged':'00:01.500','base':'00:01.000','mine':'00:01.000'},\
            {'facet':'timing','conflict':false,'merged':' --> '},\
            {'facet':'end','conflict':false,'merged':'00:02.500'},\
            {'facet':'settings','conflict':false,'merged':' line:0'},\
            {'facet':'text','conflict':false,'merged':'\\nHi','base':'\\nHello,\\nBob','theirs':'\\nHello,\\nBob'}]\
            """);
    }

    @Test
    void a_conflict_has_the_parts_of_each_side_and_leaves_the_others_merged() {
        patch("{'cue':{'start':1500,'end':3000,'text':'Hello,\\nBen'}}", "If-Match: " + tag);

        var mine = patch("{'cue':{'end':2750,'settings':'','text':'Hullo,\\nBill'}}", "If-Match: " + tag);

        assertThat(mine.status()).isEqualTo(412);
        assertParts(mine, """
            [{'facet':'identifier','conflict':false,'merged':'first\\n'},\
            {'facet':'start','conflict':false,'merged':'00:01.500','base':'00:01.000','mine':'00:01.000'},\
            {'facet':'timing','conflict':false,'merged':' --> '},\
            {'facet':'end','conflict':true,'base':'00:02.500','mine':'00:02.750','theirs':'00:03.000'},\
            {'facet':'settings','conflict':false,'merged':'','base':' line:0','theirs':' line:0'},\
            {'facet':'text','conflict':false,'merged':'\\n'},\
            {'facet':'text','conflict':false,'merged':'Hullo','base':'Hello','theirs':'Hello'},\
            {'facet':'text','conflict':false,'merged':',\\n'},\
            {'facet':'text','conflict':true,'base':'Bob','mine':'Bill','theirs':'Ben'}]\
            """);
        assertThat(mine.json().get("merge").get("conflicts").findValuesAsText("mine"))
                .containsExactly("00:02.750", "Bill");
    }

    @Test
    void a_stale_shift_has_the_parts_of_each_cue() {
        patch("{'cue':{'end':3000}}", "If-Match: " + tag);

        var mine = edits("{'op':'shift','cues':[{'id':'%s','ifMatch':'%s'}],'by':100}".formatted(id(cue), quoted(tag)));

        var merge = mine.json().get("conflicts").get(0).get("merge");
        assertThat(merge.get("parts").findValuesAsText("facet"))
                .containsExactly("identifier", "start", "timing", "end", "settings", "text");
        assertThat(merge.get("parts").get(3))
                .hasToString(
                        "{'facet':'end','conflict':true,'base':'00:02.500','mine':'00:02.600','theirs':'00:03.000'}"
                                .replace('\'', '"'));
    }

    private static void assertParts(RawResponse response, String expected) {
        assertThat(response.json().get("merge").get("parts")).hasToString(expected.replace('\'', '"'));
    }

    @Test
    void a_patch_whose_response_got_lost_is_recognised() {
        var applied = patch("{'cue':{'text':'Hi'}}", "If-Match: " + tag);

        var again = patch("{'cue':{'text':'Hi'}}", "If-Match: " + tag);

        assertThat(again.json().get("appliedAs").get("etag").textValue()).isEqualTo(applied.etag());
    }

    @Test
    void a_cue_is_merged_into_the_current_version() {
        patch("{'cue':{'start':1500}}", "If-Match: " + tag);

        var merged = server.json(
                "POST", cue + "/merge", "{\"base\":\"%s\",\"cue\":{\"text\":\"Hi\"}}".formatted(quoted(tag)));

        assertThat(merged.status()).isEqualTo(200);
        assertCue(merged.json(), "{'identifier':'first','start':1500,'end':2500,'settings':'line:0','text':'Hi'}");
    }

    @Test
    void a_cue_is_inserted() {
        var inserted = server.json(
                "POST",
                "/api/documents/" + document + "/segments",
                "{\"cue\":{\"start\":5000,\"end\":6000,\"text\":\"End\"},\"id\":\"end\"}");

        assertThat(inserted.status()).isEqualTo(201);
        assertThat(inserted.json().get("content").textValue()).isEqualTo("00:00:05.000 --> 00:00:06.000\nEnd");
        assertCue(inserted.json(), "{'identifier':null,'start':5000,'end':6000,'settings':'','text':'End'}");
    }

    @ParameterizedTest
    @CsvSource({"'{\"end\":1,\"text\":\"a\"}', cue.start", "'{\"start\":1,\"end\":2}', cue.text"})
    void a_new_cue_needs_its_times_and_its_text(String given, String member) {
        var response = server.json("POST", "/api/documents/" + document + "/segments", "{\"cue\":%s}".formatted(given));

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.json().get("member").textValue()).isEqualTo(member);
    }

    @Test
    void a_cue_cannot_be_inserted_into_plain_text() {
        var plain = server.newDocument();
        server.segment(plain, "plain");

        var response = server.json(
                "POST",
                "/api/documents/" + plain + "/segments",
                "{\"cue\":{\"start\":5000,\"end\":6000,\"text\":\"End\"}}");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.json().get("member").textValue()).isEqualTo("cue");
    }

    @Test
    void a_batch_accepts_cues() {
        var last = lastCue();
        var gone = server.delete("/api/segments/" + last, "If-Match: *").etag();

        var saved = edits("""
            {'op':'replace','id':'%s','ifMatch':'%s','cue':{'text':'Hi'}},
            {'op':'insert','cue':{'identifier':'new','start':2600,'end':2700,'settings':'line:1','text':'And'},'after':'%s'},
            {'op':'restore','id':'%s','ifMatch':'%s','cue':{'start':3500}}\
            """.formatted(id(cue), quoted(tag), id(cue), last, quoted(gone)));

        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.json().get("segments").findValuesAsText("content"))
                .containsExactly(
                        "first\n00:01.000 --> 00:02.500 line:0\nHi",
                        "new\n00:00:02.600 --> 00:00:02.700 line:1\nAnd",
                        "00:03.500 --> 00:04.000\nBye");
    }

    private String lastCue() {
        return server.get("/api/documents/" + document + "/segments")
                .json()
                .get("segments")
                .get(3)
                .get("id")
                .textValue();
    }

    @Test
    void a_bad_member_in_a_batch_is_named_with_its_edit() {
        var response =
                edits("{'op':'replace','id':'%s','ifMatch':'%s','cue':{'start':-1}}".formatted(id(cue), quoted(tag)));

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.json().get("member").textValue()).isEqualTo("edits[0].cue.start");
    }

    @Test
    void a_version_of_a_cue_has_its_parts_too() {
        assertCue(
                server.get(cue + "/revisions/1").json(),
                "{'identifier':'first','start':1000,'end':2500,'settings':'line:0','text':'Hello,\\nBob'}");
    }
}
