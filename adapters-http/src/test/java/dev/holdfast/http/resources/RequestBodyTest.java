package dev.holdfast.http.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.exchange.ConnectionLimits;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** http.md, Limits: bodies that are too large, of another type, or that are awaited. */
@TestInstance(Lifecycle.PER_CLASS)
final class RequestBodyTest {

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

    private RawResponse importFile(String query, String mediaType, String file) {
        return server.send("POST", "/api/documents" + query, List.of("Content-Type: " + mediaType), file);
    }

    @Test
    void the_response_to_an_unsupported_media_type_lists_the_supported_ones() {
        var patch = server.send("PATCH", path, List.of("Content-Type: text/plain"), "x");
        var post = importFile("", "image/png", "x");

        assertThat(patch.status()).isEqualTo(415);
        assertThat(patch.header("Accept-Patch")).isEqualTo("application/merge-patch+json, application/json");
        assertThat(post.status()).isEqualTo(415);
        assertThat(post.header("Accept"))
                .isEqualTo(
                        "application/json, text/vtt, application/x-subrip, text/x-sbv, application/x-lrc, text/x-ass,"
                                + " application/ttml+xml, application/whisper+json, text/plain, text/markdown");
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
}
