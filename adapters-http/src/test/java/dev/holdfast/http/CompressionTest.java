package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** http.md, Content codings. */
@TestInstance(Lifecycle.PER_CLASS)
class CompressionTest {

    private static final String GZIP = "Accept-Encoding: gzip, deflate, br, zstd";
    private static final String TEXT = "I can hear the rain. ".repeat(100);

    private final TestServer server = TestServer.start();
    private String document = "";
    private String path = "";
    private String tag = "";

    @BeforeEach
    void a_long_segment_is_there() {
        document = server.newDocument();
        path = server.segment(document, TEXT);
        tag = server.get(path).etag();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String coded(String plain) {
        return plain.substring(0, plain.length() - 1) + "--gzip\"";
    }

    @Test
    void a_compressed_response_has_a_tag_of_its_own() {
        var plain = server.get(path);
        var compressed = server.get(path, GZIP);

        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.etag()).isEqualTo(coded(tag));
        assertThat(compressed.body()).isEqualTo(plain.body());
        assertThat(compressed.json().get("etag").textValue()).isEqualTo(tag);
        assertThat(Integer.parseInt(compressed.header("Content-Length")))
                .isLessThan(plain.body().length() / 3);
        assertThat(plain.field("Content-Encoding")).isEmpty();
        assertThat(List.of(plain.header("Vary"), compressed.header("Vary"))).containsOnly("Accept, Accept-Encoding");
    }

    @Test
    void head_has_the_fields_of_get() {
        var get = server.get(path, GZIP);
        var head = server.send("HEAD", path, List.of(GZIP), "");

        for (var field : List.of("ETag", "Content-Encoding", "Content-Length", "Content-Type", "Vary")) {
            assertThat(head.header(field)).isEqualTo(get.header(field));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gzip;q=0", "br, zstd", "identity", "gzip;q=0.5, identity;q=1", "*;q=0", "gzip;q=0, *"})
    void a_client_that_does_not_prefer_gzip_gets_the_text_as_it_is(String accepted) {
        var response = server.get(path, "Accept-Encoding: " + accepted);

        assertThat(response.field("Content-Encoding")).isEmpty();
        assertThat(response.etag()).isEqualTo(tag);
        assertThat(response.header("Vary")).contains("Accept-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP;q=0.1", "x-gzip", "*", "*;q=0, gzip", "br;q=1, gzip;q=0.8"})
    void a_client_that_accepts_gzip_gets_it(String accepted) {
        assertThat(server.get(path, "Accept-Encoding: " + accepted).header("Content-Encoding"))
                .isEqualTo("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--gzip", "-gzip", "-br", ";gz"})
    void the_tag_of_any_coding_guards_a_save(String mark) {
        var guard = tag.substring(0, tag.length() - 1) + mark + '"';

        var saved = server.json("PATCH", path, "{\"content\":\"new\"}", "If-Match: " + guard);

        assertThat(saved.status()).isEqualTo(200);
        var second = server.json("PATCH", path, "{\"content\":\"newer\"}", "If-Match: " + guard);
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.json().at("/base/content").textValue()).isEqualTo(TEXT);
    }

    @Test
    void the_tag_of_a_coding_guards_an_edit_of_a_batch_and_a_merge() {
        var id = path.replace("/api/segments/", "");
        var marked = coded(tag).replace("\"", "\\\"");
        var edits = "{\"edits\":[{\"op\":\"replace\",\"id\":\"%s\",\"ifMatch\":\"%s\",\"content\":\"new\"}]}"
                .formatted(id, marked);

        var merged =
                server.json("POST", path + "/merge", "{\"base\":\"%s\",\"content\":\"%s\"}".formatted(marked, TEXT));
        var edited = server.json("POST", "/api/documents/" + document + "/edits", edits);

        assertThat(merged.status()).isEqualTo(200);
        assertThat(edited.status()).isEqualTo(200);
    }

    @Test
    void a_weak_tag_of_a_coding_guards_nothing() {
        var refused = server.json("PATCH", path, "{\"content\":\"new\"}", "If-Match: W/" + coded(tag));

        assertThat(refused.problem()).isEqualTo("weakened-tag");
        assertThat(refused.json().get("detail").textValue()).contains("current.etag");
    }

    @Test
    void not_modified_has_the_tag_of_the_stored_response() {
        var stored = server.get(path, GZIP, "If-None-Match: " + coded(tag));
        var marked = server.get(path, GZIP, "If-None-Match: " + coded(tag).replace("--gzip", "--gzip-gzip"));
        var plain = server.get(path, GZIP, "If-None-Match: " + tag);
        var proxied = server.get(path, GZIP, "If-None-Match: " + coded(tag).replace("--gzip", "-gzip"));
        var other = server.get(path, "If-None-Match: " + coded(tag));

        assertThat(List.of(stored, marked, plain, proxied, other)).allMatch(response -> response.status() == 304);
        assertThat(List.of(stored.etag(), marked.etag())).containsOnly(coded(tag));
        assertThat(List.of(plain.etag(), proxied.etag(), other.etag())).containsOnly(tag);
        assertThat(stored.header("Vary")).isEqualTo("Accept, Accept-Encoding");
    }

    @Test
    void a_write_has_the_tag_of_the_next_read() {
        var saved = server.json(
                "PATCH", path, "{\"content\":\"%s\"}".formatted("More rain. ".repeat(200)), GZIP, "If-Match: " + tag);

        assertThat(saved.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(saved.etag()).isEqualTo(server.get(path, GZIP).etag()).endsWith("--gzip\"");
    }

    @Test
    void a_conflict_is_compressed_and_has_the_tag_to_save_with() {
        var now = server.json("PATCH", path, "{\"content\":\"new\"}", "If-Match: " + tag);

        var refused = server.json("PATCH", path, "{\"content\":\"newer\"}", GZIP, "If-Match: " + tag);

        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(List.of(refused.etag(), refused.json().at("/current/etag").textValue()))
                .containsOnly(now.etag());
    }

    @Test
    void a_short_response_and_a_stream_are_not_compressed() {
        var brief = server.get(server.segment(server.newDocument(), "rain"), GZIP);
        var stream = server.send(
                "HEAD", "/api/documents/" + document + "/changes", List.of(GZIP, "Accept: text/event-stream"), "");

        assertThat(List.of(brief, stream))
                .allMatch(response -> response.field("Content-Encoding").isEmpty());
        assertThat(brief.header("Vary")).isEqualTo("Accept, Accept-Encoding");
    }

    @Test
    void lists_and_exports_are_compressed_with_the_tag_of_their_tip() {
        for (var target : List.of("/segments", "/changes", "/export.txt")) {
            var plain = server.get("/api/documents/" + document + target);
            var compressed = server.get("/api/documents/" + document + target, GZIP);

            assertThat(compressed.etag()).isEqualTo(coded(plain.etag()));
            assertThat(compressed.body()).isEqualTo(plain.body());
            assertThat(server.get("/api/documents/" + document + target, GZIP, "If-None-Match: " + compressed.etag())
                            .status())
                    .isEqualTo(304);
        }
    }
}
