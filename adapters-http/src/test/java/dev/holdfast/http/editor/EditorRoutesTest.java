package dev.holdfast.http.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class EditorRoutesTest {

    private static final String SCRIPT = "/assets/index-1a2b3c.js";
    private static final String VIDEO = "/sample/tour.webm";

    private final TestServer server = TestServer.start(ServerOptions.defaults().withEditor("editor"));

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void the_page_is_revalidated_and_allows_only_its_own_scripts() {
        var page = server.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualToIgnoringWhitespace("text/html; charset=utf-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.etag()).startsWith("\"");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Content-Security-Policy").split("; "))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'");
        assertThat(page.body()).contains("<title>Editor</title>");
    }

    @Test
    void a_cached_page_is_not_sent_again() {
        var page = server.get("/");

        var again = server.get("/", "If-None-Match: " + page.etag());

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(List.of("Content-Security-Policy", "Referrer-Policy"))
                .as("what a browser puts in the place of what it stored")
                .allSatisfy(name -> assertThat(again.header(name)).isEqualTo(page.header(name)));
    }

    @ParameterizedTest
    @CsvSource({
        SCRIPT + ", text/javascript; charset=utf-8",
        "/assets/index-4d5e6f.css, text/css; charset=utf-8",
    })
    void a_file_named_by_its_hash_is_immutable(String path, String mediaType) {
        var asset = server.get(path);

        assertThat(asset.status()).isEqualTo(200);
        assertThat(asset.header("Content-Type")).isEqualTo(mediaType);
        assertThat(asset.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(asset.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void a_compressed_file_has_its_own_tag() {
        var plain = server.get(SCRIPT);

        var compressed = server.get(SCRIPT, "Accept-Encoding: br, gzip;q=0.8");

        assertThat(plain.field("Content-Encoding")).isEmpty();
        assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(compressed.etag()).isNotEqualTo(plain.etag());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0", "br", "gzip;q=0.0, identity"})
    void a_client_without_gzip_gets_the_plain_file(String accepted) {
        assertThat(server.get(SCRIPT, "Accept-Encoding: " + accepted).field("Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=2-4, 206, 234, bytes 2-4/10",
        "bytes=7-, 206, 789, bytes 7-9/10",
        "bytes=-2, 206, 89, bytes 8-9/10",
        "bytes=5-99, 206, 56789, bytes 5-9/10",
        "bytes=-99, 206, 0123456789, bytes 0-9/10",
        "'bytes=0-1,3-4', 200, 0123456789, ",
        "bytes=10-, 200, 0123456789, ",
        "bytes=4-2, 200, 0123456789, ",
        "bytes=-, 200, 0123456789, ",
        "lines=1-2, 200, 0123456789, ",
    })
    void a_video_supports_byte_ranges(String range, int status, String part, String contentRange) {
        var video = server.get(VIDEO, "Range: " + range, "Accept-Encoding: gzip");

        assertThat(video.status()).isEqualTo(status);
        assertThat(video.header("Content-Type")).isEqualTo("video/webm");
        assertThat(video.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(video.field("Content-Encoding")).isEmpty();
        assertThat(video.field("Content-Range").orElse(null)).isEqualTo(contentRange);
        assertThat(video.body()).isEqualTo(part);
    }

    @Test
    void a_range_with_a_stale_if_range_gets_the_whole_file() {
        var tag = server.get(VIDEO).etag();

        assertThat(server.get(VIDEO, "Range: bytes=2-4", "If-Range: " + tag).status())
                .isEqualTo(206);
        assertThat(server.get(VIDEO, "Range: bytes=2-4", "If-Range: \"another\"")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", SCRIPT, VIDEO})
    void head_is_get_without_the_body(String path) {
        var get = server.get(path);

        var head = server.send("HEAD", path, List.of(), "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.etag()).isEqualTo(get.etag());
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", SCRIPT})
    void the_editor_is_read_only(String path) {
        var refused = server.json("POST", path, "{}");

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/missing.js",
                "/assets/..",
                "/assets/.hidden",
                "/assets/%2e%2e%2findex.html",
                "/assets/..%5cindex.html",
                "/sample/%2e%2e",
                "/index.html",
                "/api/nothing"
            })
    void a_missing_file_is_a_not_found_problem(String path) {
        var missing = server.get(path);

        assertThat(missing.status()).isBetween(400, 404);
        assertThat(missing.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void a_server_without_the_editor_has_a_page_that_says_so() {
        try (var bare = TestServer.start(ServerOptions.defaults().withEditor("nowhere"))) {
            var page = bare.get("/");

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).isEqualToIgnoringWhitespace("text/html; charset=utf-8");
            assertThat(page.body()).contains("built without the web editor");
            assertThat(bare.get(SCRIPT).status()).isEqualTo(404);
        }
    }
}
