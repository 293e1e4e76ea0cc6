package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.application.Formats;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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

/** http.md, Resources: files that are imported and exported. */
@TestInstance(Lifecycle.PER_CLASS)
final class ImportExportTest {

    private static final String FILM =
            "WEBVTT\r\n\r\n1\r\n00:01.000 --> 00:02.000 line:0\r\nHello, <i>Bob</i>\r\n\r\n\r\nNOTE later\r\n";

    private final TestServer server = TestServer.start();
    private String document = "";
    private String path = "";

    @BeforeEach
    void a_document_is_there() {
        document = server.newDocument();
        path = "/api/documents/" + document;
        server.document(document, "one", "two");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private RawResponse create(String json, String... headers) {
        return server.json("POST", "/api/documents", json.replace('\'', '"'), headers);
    }

    private RawResponse importFile(String query, String mediaType, String file) {
        return server.send("POST", "/api/documents" + query, List.of("Content-Type: " + mediaType), file);
    }

    private RawResponse importBytes(String contentType, byte[] file) {
        var head =
                "POST /api/documents HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n";
        return server.raw(head.formatted(contentType, file.length) + new String(file, StandardCharsets.ISO_8859_1));
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
                var text = format.mediaType().equals("application/json") ? "{}" : "00:01.000 --> 00:02.000\\nHi";
                var created = create("{'title':'A','mediaType':'%s','segments':[{'content':'%s'}]}"
                        .formatted(format.mediaType(), text));
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/x-sbv               | 0:00:01.000,0:00:02.000~Hello                              | text/x-sbv",
                "application/x-lrc        | [00:01.00]Hello~[00:02.00]                                 | application/x-lrc",
                "application/ttml+xml     | <tt><body><p begin='1s' end='2s'>Hello</p></body></tt>      | application/ttml+xml",
                "application/whisper+json | {\"segments\":[{\"start\":1,\"end\":2,\"text\":\"Hello\"}]} | application/whisper+json",
                "text/vtt                 | 1~00:00:01,000 --> 00:00:02,000~Hello                       | application/x-subrip",
                "text/vtt                 | WEBVTT~~1~00:00:01,000 --> 00:00:02,000~Hello               | application/x-subrip",
                "text/vtt                 | [Events]~Dialogue: 0,0:00:01.00,0:00:02.00,,,0,0,0,,Hello   | text/x-ass",
                "application/x-subrip     | WEBVTT~~00:00:01.000 --> 00:00:02.000~Hello                 | text/vtt",
            },
            quoteCharacter = '`')
    void a_captions_file_is_read_as_what_it_is(String stated, String file, String readAs) {
        var created = importFile("", stated, file.replace('~', '\n'));
        var exported = server.get(created.header("Location") + "/export.vtt");

        assertThat(created.json().get("readAs").textValue()).isEqualTo(readAs);
        assertThat(created.json().get("dropped")).isEmpty();
        assertThat(exported.body()).contains("00:00:01.000 --> 00:00:02.000\nHello");
    }

    @Test
    void a_captions_file_that_is_not_read_is_named() {
        var response = importFile("", "text/vtt", "<SAMI>\n<BODY>");

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.json().get("detail").textValue()).contains("the file is SAMI (.smi)");
    }

    @Test
    void losses_of_an_import_are_listed() {
        var created = importFile(
                "",
                "application/x-subrip",
                "1\n00:00:01,000 --> 00:00:02,000\n{\\pos(1,2)}<font face=x>Hello</font>\n");

        assertThat(created.header("Holdfast-Dropped")).isEqualTo("positions, fonts");
        assertThat(created.json().get("dropped").toString()).isEqualTo("[\"positions\",\"fonts\"]");
    }

    @Test
    void a_transcript_becomes_captions_and_comes_back_with_its_speakers() {
        var created = importFile(
                "?mediaType=text/vtt&speakers=true&duration=9000",
                "text/plain",
                "Ann: Hello there.\n\nBen: You too.\n");
        var location = created.header("Location");

        assertThat(created.json().get("mediaType").textValue()).isEqualTo("text/vtt");
        assertThat(server.get(location + "/export.txt").body()).isEqualTo("Ann: Hello there.\n\nBen: You too.\n");
        assertThat(server.get(location + "/export.txt?speakers=false").body()).isEqualTo("Hello there.\n\nYou too.\n");
        assertThat(server.get(location + "/export.txt?times=true").body()).startsWith("[00:00:00.000] Ann: ");
        assertThat(server.get(location + "/export.srt?speakers=true").body()).contains("Ben: You too.");
        assertThat(server.get(location + "/export.txt?times=yes").problem()).isEqualTo("malformed-query");
        assertThat(importFile("?duration=0", "text/plain", "a").problem()).isEqualTo("malformed-query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/markdown"})
    void a_text_file_comes_back_byte_for_byte(String mediaType) {
        var file = "\ufeff# One \r\n\r\n\n```\n\n\ncode\n```\n\n";

        var created = importFile("", mediaType, file);
        var extension = created.json().get("exports").get(0).get("extension").textValue();

        assertThat(created.json().get("mediaType").textValue()).isEqualTo(mediaType);
        assertThat(server.get(created.header("Location") + "/export." + extension)
                        .body())
                .isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void a_byte_order_mark_decides_the_charset(String charset) {
        var file = "\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nžluťoučký\n".getBytes(Charset.forName(charset));

        var created = importBytes("text/vtt; charset=utf-8", file);

        assertThat(created.status()).isEqualTo(201);
        assertThat(server.get(created.header("Location") + "/export.vtt").body())
                .contains("žluťoučký");
    }

    @Test
    void a_file_whose_charset_is_unknown_is_refused_with_candidates() {
        var file = "WEBVTT\n\n00:01.000 --> 00:02.000\nDéjà vu\n".getBytes(Charset.forName("windows-1252"));

        var refused = importBytes("text/vtt", file);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.problem()).isEqualTo("unknown-encoding");
        assertThat(refused.json().get("line").intValue()).isEqualTo(4);
        assertThat(refused.json().at("/candidates/0/charset").textValue()).isEqualTo("windows-1252");
        assertThat(refused.json().at("/candidates/0/preview").textValue()).contains("Déjà vu");
    }

    @Test
    void a_parameter_that_comes_twice_is_refused() {
        assertThat(importFile("?title=a&title=b", "text/vtt", FILM).problem()).isEqualTo("malformed-query");
    }
}
