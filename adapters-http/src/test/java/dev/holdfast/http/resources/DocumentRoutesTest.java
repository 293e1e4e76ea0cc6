package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.application.Formats;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.exchange.ConnectionLimits;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** http.md, Resources: documents and their files. In JSON a single quote stands for a double one. */
@TestInstance(Lifecycle.PER_CLASS)
class DocumentRoutesTest {

    private static final String FILM =
            "WEBVTT\r\n\r\n1\r\n00:01.000 --> 00:02.000 line:0\r\nHello, <i>Bob</i>\r\n\r\n\r\nNOTE later\r\n";

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

    private RawResponse create(String json, String... headers) {
        return server.json("POST", "/api/documents", json.replace('\'', '"'), headers);
    }

    private RawResponse patch(String json, String... headers) {
        return server.json("PATCH", path, json.replace('\'', '"'), headers);
    }

    private RawResponse importFile(String query, String mediaType, String file) {
        return server.send("POST", "/api/documents" + query, List.of("Content-Type: " + mediaType), file);
    }

    // Create

    @Test
    void a_document_is_created_from_json() {
        var id = server.newDocument();

        var created = create(
                "{'id':'%s','title':'A','mediaType':'text/plain','language':'de','mediaUrl':'https://example.com/a.mp4','segments':[{'content':'x'}]}"
                        .formatted(id),
                "Holdfast-Author: Ann");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/documents/" + id);
        assertThat(created.header("Content-Location")).isEqualTo("/api/documents/" + id);
        assertThat(created.body()).isEqualTo("""
                        {"id":"%s","title":"A","mediaType":"text/plain","language":"de",\
                        "mediaUrl":"https://example.com/a.mp4","version":1,"etag":"%s",\
                        "createdAt":"2026-03-01T12:00:00.400Z","createdBy":"Ann","createdByVerified":false,\
                        "updatedAt":"2026-03-01T12:00:00.400Z","updatedBy":"Ann","updatedByVerified":false,\
                        "exports":[{"extension":"txt","mediaType":"text/plain",\
                        "href":"/api/documents/%s/export.txt","lossy":false}]}""".formatted(id, created.etag().replace("\"", "\\\""), id));
        assertThat(server.get("/api/documents/" + id).body()).isEqualTo(created.body());
        assertThat(server.get("/api/documents/" + id).etag()).isEqualTo(created.etag());
    }

    @Test
    void a_document_without_id_gets_one() {
        var created = create("{'title':'A','mediaType':'text/vtt'}");

        var id = created.json().get("id").textValue();

        assertThat(created.header("Location")).isEqualTo("/api/documents/" + id);
        assertThat(server.get("/api/documents/" + id + "/export.vtt").body()).isEqualTo("WEBVTT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'mediaType':'text/plain'}                                           | invalid-request    | title",
                "{'title':'A'}                                                        | invalid-request    | mediaType",
                "{'title':1,'mediaType':'text/plain'}                                 | invalid-request    | title",
                "{'title':'A','mediaType':'text/plain','id':'a b'}                    | invalid-request    | id",
                "{'title':'A','mediaType':'text/plain','id':''}                       | invalid-request    | id",
                "{'title':'A','mediaType':'text/plain','owner':'me'}                  | invalid-request    | owner",
                "{'title':'A','mediaType':'text/plain','segments':{}}                 | invalid-request    | segments",
                "{'title':'A','mediaType':'text/plain','segments':['x']}              | invalid-request    | segments[0]",
                "{'title':'A','mediaType':'text/plain','segments':[{}]}               | invalid-request    | segments[0].content",
                "{'title':'A','mediaType':'text/plain','segments':[{'cue':{}}]}       | invalid-request    | segments[0].cue",
                "{'title':'A','mediaType':'text/plain','mediaUrl':'javascript:x'}     | invalid-document   | mediaUrl",
                "{'title':'A','mediaType':'text/plain','mediaUrl':'file:///etc/a'}    | invalid-document   | mediaUrl",
                "{'title':'A','mediaType':'text/plain','language':'!'}                | invalid-document   | language",
                "{'title':'A\\u0000','mediaType':'text/plain'}                        | invalid-document   | title",
            })
    void an_invalid_member_of_a_document_is_named(String json, String problem, String member) {
        var response = create(json);

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.problem()).isEqualTo(problem);
        assertThat(response.json().get("member").textValue()).isEqualTo(member);
    }

    @Test
    void a_format_that_is_not_known_is_refused() {
        var response = create("{'title':'A','mediaType':'image/png'}");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.problem()).isEqualTo("unsupported-format");
    }

    @Test
    void an_id_is_used_once_also_after_a_deletion() {
        var json = "{'id':'%s','title':'A','mediaType':'text/plain'}".formatted(document);

        var again = create(json);
        server.delete(path, "If-Match: " + tag);
        var afterwards = create(json, "If-None-Match: *");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("already-exists");
        assertThat(afterwards.status()).isEqualTo(409);
    }

    @Test
    void nothing_is_created_by_an_if_match() {
        var response = create("{'title':'A','mediaType':'text/plain'}", "If-Match: *");

        assertThat(response.status()).isEqualTo(412);
        assertThat(response.field("ETag")).isEmpty();
    }

    @Test
    void a_repeated_creation_makes_one_document() {
        var json = "{'title':'A','mediaType':'text/plain'}";

        var first = create(json, "Idempotency-Key: \"create\"");
        var again = create(json, "Idempotency-Key: \"create\"");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Holdfast-Replayed")).isEqualTo("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void a_repeated_import_is_the_same_file_of_the_same_type() {
        var target = "?title=A";
        var first = importWithKey(target, "text/vtt", FILM);

        var again = importWithKey(target, "Text/VTT ; Charset=\"UTF-8\"", FILM);
        var otherType = importWithKey(target, "application/x-subrip", FILM);
        var otherCharset = importWithKey(target, "text/vtt; charset=windows-1252", FILM);
        var otherQuery = importWithKey("?title=B", "text/vtt", FILM);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Holdfast-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(List.of(otherType.problem(), otherCharset.problem(), otherQuery.problem()))
                .containsOnly("key-reused");
    }

    private RawResponse importWithKey(String query, String contentType, String file) {
        return server.send(
                "POST",
                "/api/documents" + query,
                List.of("Content-Type: " + contentType, "Idempotency-Key: \"import\""),
                file);
    }

    @Test
    void a_description_that_changes_nothing_is_remembered_under_its_key() {
        var created = create("{'title':'A','mediaType':'text/plain'}");
        var path = created.header("Location");
        var same =
                List.of("Content-Type: application/json", "If-Match: " + created.etag(), "Idempotency-Key: \"same\"");

        var first = server.send("PATCH", path, same, "{\"title\":\"A\"}");
        server.json("PATCH", path, "{\"title\":\"B\"}", "If-Match: " + created.etag());
        var again = server.send("PATCH", path, same, "{\"title\":\"A\"}");
        var other = server.send("PATCH", path, same, "{\"title\":\"C\"}");

        assertThat(first.field("Holdfast-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Holdfast-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.etag()).isEqualTo(first.etag());
        assertThat(other.problem()).isEqualTo("key-reused");
    }

    // Import and export

    @Test
    void a_webvtt_file_comes_back_byte_for_byte() {
        var file = "\ufeff" + FILM;

        var created = importFile("?title=K%C3%A4se&language=de&mediaUrl=http://example.com/a", "text/vtt", file);
        var exported = server.get(created.header("Location") + "/export.vtt");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().get("title").textValue()).isEqualTo("Käse");
        assertThat(created.json().get("mediaUrl").textValue()).isEqualTo("http://example.com/a");
        assertThat(exported.body()).isEqualTo(file);
        assertThat(exported.header("Content-Type")).isEqualTo("text/vtt;charset=utf-8");
        assertThat(exported.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(exported.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"K_se.vtt\"; filename*=UTF-8''K%C3%A4se.vtt");
    }

    @Test
    void a_subrip_file_becomes_webvtt() {
        var id = server.newDocument();

        var created = importFile(
                "?id=" + id, "application/x-subrip", "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Hello</i>\r\n");
        var exported = server.get("/api/documents/" + id + "/export.srt");

        assertThat(created.json().get("mediaType").textValue()).isEqualTo("text/vtt");
        assertThat(exported.header("Content-Type")).isEqualTo("application/x-subrip;charset=utf-8");
        assertThat(exported.body()).contains("00:00:01,000 --> 00:00:02,000").contains("<i>Hello</i>");
        assertThat(exported.field("Holdfast-Dropped")).isEmpty();
    }

    @Test
    void losses_of_an_export_to_subrip_are_listed() {
        var created = importFile("", "text/vtt", FILM);

        var exported = server.get(created.header("Location") + "/export.srt");

        assertThat(exported.header("Holdfast-Dropped")).isNotBlank();
    }

    @Test
    void a_text_is_exported_as_text() {
        var exported = server.get(path + "/export.txt");

        assertThat(exported.status()).isEqualTo(200);
        assertThat(exported.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
        assertThat(exported.body()).contains("one").contains("two");
    }

    @Test
    void a_document_names_its_exports_and_has_no_others() {
        for (var format : Formats.all()) {
            if (format.isOfDocuments()) {
                var created =
                        create("{'title':'A','mediaType':'%s','segments':[{'content':'00:01.000 --> 00:02.000\\nHi'}]}"
                                .formatted(format.mediaType()));
                var named = new HashMap<String, JsonNode>();
                created.json()
                        .get("exports")
                        .forEach(export -> named.put(export.get("extension").textValue(), export));

                assertThat(named).isNotEmpty();
                for (var export : Formats.exports()) {
                    var url = created.header("Location") + "/export." + export.extension();
                    var response = server.get(url);
                    var name = named.get(export.extension());
                    assertThat(response.status()).as(url).isEqualTo(name == null ? 406 : 200);
                    if (name != null) {
                        assertThat(name.get("href").textValue()).isEqualTo(url);
                        assertThat(response.header("Content-Type"))
                                .isEqualTo(name.get("mediaType").textValue() + ";charset=utf-8");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/export.vtt", "/export.srt"})
    void an_export_that_a_document_does_not_have_is_not_acceptable(String file) {
        var response = server.get(path + file);

        assertThat(response.status()).isEqualTo(406);
        assertThat(response.problem()).isEqualTo("not-acceptable");
    }

    @Test
    void an_export_has_a_tag_that_changes_with_any_edit() {
        var first = server.get(path + "/export.txt");
        server.json("POST", path + "/segments", "{\"content\":\"three\"}");

        assertThat(server.get(path + "/export.txt", "If-None-Match: " + first.etag())
                        .status())
                .isEqualTo(200);
        assertThat(server.get(
                                path + "/export.txt",
                                "If-None-Match: "
                                        + server.get(path + "/export.txt").etag())
                        .status())
                .isEqualTo(304);
    }

    @Test
    void a_file_in_another_charset_names_it() {
        var body = "WEBVTT\n\nNOTE K\u00e4se\n";
        var latin = server.raw(
                "POST /api/documents?id=%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/vtt; charset=\"iso-8859-1\"\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(server.newDocument(), body.length(), body));

        assertThat(server.get(latin.header("Location") + "/export.vtt").body()).isEqualTo(body);
        assertThat(importFile("", "text/vtt; charset=klingon", body).status()).isEqualTo(415);
    }

    @Test
    void a_file_that_is_not_acceptable_is_refused_with_its_line() {
        var response = importFile("", "text/vtt", "WEBSRT");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.problem()).isEqualTo("invalid-content");
        assertThat(response.json().get("line").intValue()).isEqualTo(1);
    }

    @Test
    void a_parameter_that_comes_twice_is_refused() {
        assertThat(importFile("?title=a&title=b", "text/vtt", FILM).problem()).isEqualTo("malformed-query");
    }

    // List

    @Test
    void documents_are_searched_by_title_and_paged() {
        try (var own = TestServer.start()) {
            for (var i = 0; i < 5; i++) {
                own.json(
                        "POST",
                        "/api/documents",
                        "{\"id\":\"d%d\",\"title\":\"%s %d\",\"mediaType\":\"text/plain\"}"
                                .formatted(i, i == 3 ? "Other" : "K\u00e4se & Brot", i));
            }
            own.delete("/api/documents/d1", "If-Match: *");

            var ids = new ArrayList<String>();
            var next = "/api/documents?q=%C3%A4SE+%26&limit=2";
            while (!next.isEmpty()) {
                var page = own.get(next);
                page.json()
                        .get("documents")
                        .forEach(found -> ids.add(found.get("id").textValue()));
                next = page.field("Link")
                        .map(link -> link.replaceAll("<(.*)>; rel=\"next\"", "$1"))
                        .orElse("");
                assertThat(page.json().has("next")).isEqualTo(!next.isEmpty());
            }

            assertThat(ids).containsExactly("d0", "d2", "d4");
        }
    }

    @Test
    void a_list_of_documents_has_a_tag() {
        var list = server.get("/api/documents?limit=1");

        assertThat(server.get("/api/documents?limit=1", "If-None-Match: " + list.etag())
                        .status())
                .isEqualTo(304);
    }

    // Metadata

    @Test
    void metadata_is_changed_member_by_member() {
        var described =
                patch("{'title':'B','mediaUrl':'https://example.com'}", "If-Match: " + tag, "Holdfast-Author: Ann");
        var cleared = patch("{'mediaUrl':null,'language':''}", "If-Match: " + described.etag());

        assertThat(described.status()).isEqualTo(200);
        assertThat(described.header("Content-Location")).isEqualTo(path);
        assertThat(described.json().get("title").textValue()).isEqualTo("B");
        assertThat(described.json().get("language").textValue()).isEqualTo("en");
        assertThat(described.json().get("updatedBy").textValue()).isEqualTo("Ann");
        assertThat(cleared.json().has("mediaUrl")).isFalse();
        assertThat(cleared.json().get("language").textValue()).isEmpty();
        assertThat(server.get(path).etag()).isEqualTo(cleared.etag());
    }

    @Test
    void a_description_that_changes_nothing_keeps_its_tag() {
        assertThat(patch("{'title':'Title'}", "If-Match: " + tag).etag()).isEqualTo(tag);
        assertThat(patch("{}", "If-Match: " + tag).etag()).isEqualTo(tag);
    }

    @Test
    void an_edit_of_a_segment_does_not_change_the_tag_of_the_metadata() {
        server.json("POST", path + "/segments", "{\"content\":\"three\"}");

        assertThat(server.get(path).etag()).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'title':null}           | 422 | title",
                "{'mediaType':'text/vtt'} | 422 | mediaType",
                "{'mediaUrl':'ftp://a'}   | 422 | mediaUrl",
                "{'id':'b'}               | 422 | id",
            })
    void invalid_metadata_is_named(String json, int status, String member) {
        var response = patch(json, "If-Match: " + tag);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.json().get("member").textValue()).isEqualTo(member);
        assertThat(server.get(path).etag()).isEqualTo(tag);
    }

    @Test
    void a_stale_description_is_refused_with_the_current_one() {
        var seen = server.get(path);
        var theirs = patch("{'title':'B'}", "If-Match: " + tag, "Holdfast-Author: Ann");

        var mine = patch("{'title':'C'}", "If-Match: " + tag);
        var strangers = patch("{'title':'D'}", "If-Match: \"AAAAAAAAAAAAAAAAAAAAAA\"");

        assertThat(mine.status()).isEqualTo(412);
        assertThat(mine.etag()).isEqualTo(theirs.etag());
        assertThat(mine.json().get("current")).isEqualTo(theirs.json());
        assertThat(mine.json().get("base")).isEqualTo(seen.json());
        assertThat(strangers.status()).isEqualTo(412);
        assertThat(strangers.json().get("base").isNull()).isTrue();
        assertThat(mine.json().get("changedBy").textValue()).isEqualTo("Ann");
        assertThat(mine.json().get("changedAt").textValue()).isEqualTo("2026-03-01T12:00:00.400Z");
    }

    @Test
    void a_preference_for_the_representation_gets_the_current_description_with_412() {
        var theirs = patch("{'title':'B'}", "If-Match: " + tag);

        var mine = patch("{'title':'C'}", "If-Match: " + tag, "Prefer: return=representation");

        assertThat(mine.status()).isEqualTo(412);
        assertThat(mine.header("Content-Type")).isEqualTo("application/json");
        assertThat(mine.header("Preference-Applied")).isEqualTo("return=representation");
        assertThat(mine.header("Content-Location")).isEqualTo(path);
        assertThat(mine.header("Cache-Control")).isEqualTo("no-store");
        assertThat(mine.body()).isEqualTo(theirs.body());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 428",
        "If-Match: 17, 400",
        "'If-Match: W/{tag}', 412",
        "'If-Match: *', 200",
        "'If-Match: {tag}', 200"
    })
    void a_description_depends_on_its_preconditions(String field, int status) {
        var headers = field.isEmpty() ? new String[0] : new String[] {field.replace("{tag}", tag)};

        assertThat(patch("{'title':'B'}", headers).status()).isEqualTo(status);
    }

    @Test
    void a_minimal_response_has_no_body_and_no_content_location() {
        var saved = patch("{'title':'B'}", "If-Match: " + tag, "Prefer: return=minimal");

        assertThat(saved.status()).isEqualTo(204);
        assertThat(saved.body()).isEmpty();
        assertThat(saved.field("Content-Location")).isEmpty();
        assertThat(saved.etag()).isEqualTo(server.get(path).etag());
    }

    @Test
    void a_read_of_a_document_depends_on_its_preconditions() {
        server.later(Duration.ofSeconds(10));

        assertThat(server.get(path, "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(server.get(path, "If-Match: \"x\"").status()).isEqualTo(412);
        assertThat(server.get(path, "If-Modified-Since: Sun, 01 Mar 2026 12:00:01 GMT")
                        .status())
                .isEqualTo(304);
        assertThat(server.get(path).header("Last-Modified")).isEqualTo("Sun, 01 Mar 2026 12:00:01 GMT");
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

    @Test
    void a_document_that_never_was_is_not_found() {
        for (var target : List.of("/api/documents/never", "/api/documents/never/export.vtt", "/api/documents/a.b")) {
            assertThat(server.get(target).status()).as(target).isEqualTo(404);
        }
        assertThat(server.delete("/api/documents/never", "If-Match: *").status())
                .isEqualTo(404);
        assertThat(server.send("POST", "/api/documents/never/restore", List.of("If-Match: *"), "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void the_response_to_an_unsupported_media_type_lists_the_supported_ones() {
        var patch = server.send("PATCH", path, List.of("Content-Type: text/plain"), "x");
        var post = importFile("", "image/png", "x");

        assertThat(patch.status()).isEqualTo(415);
        assertThat(patch.header("Accept-Patch")).isEqualTo("application/merge-patch+json, application/json");
        assertThat(post.status()).isEqualTo(415);
        assertThat(post.header("Accept")).isEqualTo("application/json, text/vtt, application/x-subrip");
    }

    @Test
    void a_file_that_is_too_large_is_refused_also_in_chunks() {
        var chunk = "x".repeat(0x10000);
        var request = new StringBuilder(
                "POST /api/documents HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/vtt\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (var i = 0; i < 200; i++) {
            request.append("10000\r\n").append(chunk).append("\r\n");
        }

        var response = server.raw(request.append("0\r\n\r\n").toString());

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.problem()).isEqualTo("content-too-large");
    }

    @Test
    void a_refused_body_leaves_the_connection_in_use() {
        var large =
                "PATCH %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 2000000\r\n\r\n%s"
                        .formatted(path, "x".repeat(2_000_000));

        var responses =
                server.rawText(large + "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(responses).startsWith("HTTP/1.1 415 ").contains("HTTP/1.1 200 OK");
    }

    @Test
    void a_body_far_above_its_limit_is_not_read_to_its_end() {
        var response = server.raw(
                "POST /api/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/vtt\r\nContent-Length: 9000000000\r\n\r\nWEBVTT");

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.header("Connection")).isEqualTo("close");
    }

    @Test
    void the_sender_of_a_larger_body_reads_the_response_all_the_same() {
        var limits = new Limits(2_048, 8_192, 100_000, 100_000, 10, 10, 10, 10, 10, ConnectionLimits.defaults());
        try (var strict = TestServer.start(ServerOptions.defaults().withLimits(limits))) {
            var bytes = 30_000_000;

            var response = strict.raw(
                    "POST /api/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/vtt\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(bytes, "x".repeat(bytes)));

            assertThat(response.status()).isEqualTo(413);
            assertThat(response.header("Connection")).isEqualTo("close");
            assertThat(response.json().get("maxBytes").asInt()).isEqualTo(100_000);
        }
    }

    @Test
    void a_client_that_expects_100_continue_gets_it() {
        var head =
                "PATCH %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nIf-Match: *\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n";

        var asked = server.rawText(head.formatted(path) + "Content-Length: 13\r\n\r\n{\"title\":\"B\"}");
        var refused = server.rawText(head.formatted(path) + "Content-Length: 90000\r\n\r\n");

        assertThat(asked.getBytes(StandardCharsets.ISO_8859_1)).isNotEmpty();
        assertThat(asked).contains("HTTP/1.1 200 OK");
        assertThat(refused).startsWith("HTTP/1.1 413 ");
    }

    @Test
    void metadata_that_no_browser_opens_or_nobody_sees_is_refused_by_its_member() {
        var created = server.json(
                "POST",
                "/api/documents",
                "{\"title\":\"\",\"mediaType\":\"text/vtt\",\"mediaUrl\":\"http://localhost:80800/x\"}");
        var patched = server.json("PATCH", path, "{\"mediaUrl\":\"http://localhost:65536/x\"}", "If-Match: *");
        var retitled = server.json("PATCH", path, "{\"title\":\"a\\u202eb\"}", "If-Match: *");

        for (var response : List.of(created, patched, retitled)) {
            assertThat(response.status()).isEqualTo(422);
            assertThat(response.problem()).isEqualTo("invalid-document");
        }
        assertThat(created.json().get("member").textValue()).isEqualTo("mediaUrl");
        assertThat(patched.json().get("member").textValue()).isEqualTo("mediaUrl");
        assertThat(retitled.json().get("member").textValue()).isEqualTo("title");
    }

    @Test
    void a_name_with_a_character_that_nobody_sees_is_refused() {
        var response = server.json("PATCH", path, "{\"title\":\"B\"}", "If-Match: *", "Holdfast-Author: An%E2%80%8Ba");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.problem()).isEqualTo("malformed-header");
    }
}
