package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
