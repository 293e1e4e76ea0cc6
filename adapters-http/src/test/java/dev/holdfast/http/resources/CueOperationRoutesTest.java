package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cues that are shifted, split and joined, and documents that are checked, over HTTP. */
final class CueOperationRoutesTest {

    private static final String FILM = """
            WEBVTT

            00:01.000 --> 00:04.000
            I can hear the rain.

            00:05.000 --> 00:08.000
            <v Ben>Then close the window.

            NOTE end
            """;

    private static TestServer server;

    private String document = "";
    private List<String> ids = List.of();

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void import_a_film() {
        document = server.newDocument();
        ids = server.film(document, FILM);
    }

    private String tag(int segment) {
        return server.get("/api/segments/" + ids.get(segment)).etag();
    }

    private String target(int segment) {
        return "{'id':'%s','ifMatch':'%s'}"
                .formatted(ids.get(segment), tag(segment).replace("\"", "\\\""));
    }

    private RawResponse edit(String edit) {
        var body = "{\"edits\":[%s]}".formatted(edit.replace('\'', '"'));
        return server.json("POST", "/api/documents/" + document + "/edits", body);
    }

    private String export() {
        return server.get("/api/documents/" + document + "/export.vtt").body();
    }

    @Test
    void a_join_beyond_the_size_of_a_segment_changes_nothing() {
        var text = "x".repeat(150_000);
        document = server.newDocument();
        var film = "WEBVTT\n\n00:01.000 --> 00:02.000\n%s\n\n00:02.000 --> 00:03.000\n%s\n".formatted(text, text);
        ids = server.film(document, film);

        var response = edit("{'op':'join','cues':[%s,%s]}".formatted(target(1), target(2)));

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.problem()).isEqualTo("content-too-large");
        assertThat(response.body())
                .contains("has 300025 bytes of UTF-8; a segment is at most 262144")
                .contains("\"index\":0", "\"bytes\":300025", "\"maxBytes\":262144");
        assertThat(export()).isEqualTo(film);
    }

    @Test
    void cues_are_shifted_together() {
        var response = edit("{'op':'shift','cues':[%s,%s],'by':-500}".formatted(target(1), target(2)));

        assertThat(response.status()).isEqualTo(200);
        assertThat(export())
                .isEqualTo(FILM.replace("00:01.000 --> 00:04.000", "00:00.500 --> 00:03.500")
                        .replace("00:05.000 --> 00:08.000", "00:04.500 --> 00:07.500"));
    }

    @Test
    void a_shift_with_one_stale_cue_changes_nothing() {
        var stale = target(2);
        assertThat(edit("{'op':'shift','cues':[%s],'by':10}".formatted(stale)).status())
                .isEqualTo(200);
        var before = export();

        var response = edit("{'op':'shift','cues':[%s,%s],'by':1000}".formatted(target(1), stale));

        assertThat(response.status()).isEqualTo(412);
        assertThat(response.json().get("conflicts").findValuesAsText("id")).contains(ids.get(2));
        assertThat(export()).isEqualTo(before);
    }

    @Test
    void a_cue_is_split_and_the_conflict_of_a_late_edit_names_where_its_text_is() {
        var whole = tag(1);

        var split = edit("{'op':'split','id':'%s','ifMatch':'%s','at':2500,'offset':11}"
                .formatted(ids.get(1), whole.replace("\"", "\\\"")));

        assertThat(split.status()).isEqualTo(200);
        assertThat(export())
                .contains("00:01.000 --> 00:02.500\nI can hear\n\n", "00:02.500 --> 00:04.000\nthe rain.\n\n");
        var late = server.json(
                "PATCH",
                "/api/segments/" + ids.get(1),
                "{\"content\":\"00:01.000 --> 00:04.000\\nI can hear the thunder.\"}",
                "If-Match: " + whole);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().get("movedTo").findValuesAsText("text")).containsExactly("the rain.");
        var merged = server.json(
                "POST",
                "/api/segments/" + ids.get(1) + "/merge",
                "{\"base\":\"%s\",\"content\":\"00:01.000 --> 00:04.000\\nI can hear the thunder.\"}"
                        .formatted(whole.replace("\"", "\\\"")));
        assertThat(merged.status()).isEqualTo(409);
        assertThat(merged.json().get("movedTo").findValuesAsText("text")).containsExactly("the rain.");
        assertThat(late.json().get("merge").get("clean").asBoolean()).isFalse();
    }

    @Test
    void cues_are_joined_and_the_second_names_its_successor() {
        var response = edit("{'op':'join','cues':[%s,%s]}".formatted(target(1), target(2)));

        assertThat(response.status()).isEqualTo(200);
        assertThat(export()).contains("00:01.000 --> 00:08.000\nI can hear the rain.\n<v Ben>Then close the window.");
        var gone = server.get("/api/segments/" + ids.get(2));
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.json().get("successor").asText()).isEqualTo(ids.get(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'op':'shift','by':1}                                   | cues",
                "{'op':'shift','cues':[],'by':1}                         | ''",
                "{'op':'shift','cues':[{'id':'x'}],'by':1}               | id",
                "{'op':'shift','cues':[$1]}                              | by",
                "{'op':'shift','cues':[$1],'by':1.5}                     | by",
                "{'op':'shift','cues':[$1],'by':-9000000}                | ''",
                "{'op':'shift','cues':[$0],'by':1}                       | ''",
                "{'op':'shift','cues':[$1,$1],'by':1}                    | ''",
                "{'op':'join','cues':[$1]}                               | ''",
                "{'op':'join','cues':[$2,$1]}                            | ''",
                "{'op':'split','id':'@1','ifMatch':'#1','at':2000}       | offset",
                "{'op':'split','id':'@1','ifMatch':'#1','at':2000,'offset':-1}   | offset",
                "{'op':'split','id':'@1','ifMatch':'#1','at':2000,'offset':999}  | ''",
                "{'op':'split','id':'@1','ifMatch':'#1','at':9000,'offset':3}    | ''",
            })
    void an_impossible_operation_is_refused_and_changes_nothing(String edit, String member) {
        var given = edit;
        for (var i = 0; i < ids.size(); i++) {
            given = given.replace("$" + i, target(i))
                    .replace("@" + i, ids.get(i))
                    .replace("#" + i, tag(i).replace("\"", "\\\""));
        }

        var response = edit(given);

        assertThat(response.status()).as(response.toString()).isEqualTo(422);
        assertThat(response.json().path("member").asText()).contains(member);
        assertThat(export()).isEqualTo(FILM);
    }

    @Test
    void a_document_is_checked_against_a_profile() {
        var path = "/api/documents/" + document + "/checks";
        assertThat(edit("{'op':'replace','id':'%s','ifMatch':'%s','content':'00:01.000 --> 00:01.100\\nTom & Jerry'}"
                                .formatted(ids.get(1), tag(1).replace("\"", "\\\"")))
                        .status())
                .isEqualTo(200);

        var response = server.get(path + "?profile=default");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().get("findings").findValuesAsText("rule")).contains("min-duration", "syntax");
        JsonNode first = response.json().get("findings").get(0);
        assertThat(first.get("id").asText()).isEqualTo(ids.get(1));
        assertThat(first.get("etag").asText()).isEqualTo(tag(1));
        assertThat(server.get(path, "If-None-Match: " + response.etag()).status())
                .isEqualTo(304);
        assertThat(server.get(path + "?profile=none").status()).isEqualTo(400);
        assertThat(server.get(path + "?profile=none").problem()).isEqualTo("malformed-query");
    }

    @Test
    void a_finding_tells_the_edits_that_end_it() {
        var path = "/api/documents/" + document + "/checks";
        assertThat(edit("{'op':'replace','id':'%s','ifMatch':'%s','content':'00:01.000 --> 00:03.000\\nTom & Jerry'}"
                                .formatted(ids.get(1), tag(1).replace("\"", "\\\"")))
                        .status())
                .isEqualTo(200);
        var plain = syntaxFinding(server.get(path).json());
        var finding = syntaxFinding(server.get(path + "?fixes=true").json());

        assertThat(plain.get("fixable").asBoolean()).isTrue();
        assertThat(plain.has("fix")).isFalse();
        var made =
                server.json("POST", "/api/documents/" + document + "/edits", "{\"edits\":" + finding.get("fix") + "}");

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json().at("/segments/0/content").asText())
                .isEqualTo("00:01.000 --> 00:03.000\nTom &amp; Jerry");
        assertThat(server.get(path).json().get("findings").findValuesAsText("id"))
                .doesNotContain(ids.get(1));
        assertThat(server.get(path + "?fixes=perhaps").problem()).isEqualTo("malformed-query");
    }

    private JsonNode syntaxFinding(JsonNode checks) {
        return StreamSupport.stream(checks.get("findings").spliterator(), false)
                .filter(finding -> finding.get("rule").asText().equals("syntax")
                        && finding.get("id").asText().equals(ids.get(1)))
                .findFirst()
                .orElseThrow();
    }
}
