package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.http.changes.StreamOptions;
import dev.holdfast.http.testing.EventReader;
import dev.holdfast.http.testing.LoggedRequests;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Header fields of all responses (CORS, security, the request id) and the access log. */
@TestInstance(Lifecycle.PER_CLASS)
class CommonHeadersTest {

    private static final String PAGE = "https://captions.example";

    private final TestServer server = TestServer.start(ServerOptions.defaults()
            .withAllowedOrigins(Set.of(PAGE))
            .withStreams(StreamOptions.defaults().withHeartbeat(Duration.ofMillis(50))));
    private final LoggedRequests logged = new LoggedRequests();
    private String path = "";
    private String tag = "";

    @BeforeEach
    void a_segment_is_there() {
        path = server.segment(server.newDocument(), "secret words");
        tag = server.get(path).etag();
    }

    @AfterAll
    void stop() {
        logged.close();
        server.close();
    }

    private RawResponse patch(String content, String... headers) {
        return server.json("PATCH", path, "{\"content\":\"%s\"}".formatted(content), headers);
    }

    // CORS

    @Test
    void a_response_to_an_allowed_origin_exposes_its_header_fields() {
        var response = server.get(path, "Origin: " + PAGE);

        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(response.header("Access-Control-Expose-Headers"))
                .isEqualTo(
                        "ETag, Location, Content-Location, Last-Modified, Link, Retry-After, Preference-Applied, Holdfast-Replayed, Holdfast-Dropped");
        assertThat(response.header("Vary")).isEqualTo("Accept, Accept-Encoding, Origin");
        assertThat(response.field("Access-Control-Allow-Credentials")).isEmpty();
    }

    @Test
    void error_responses_are_readable_by_an_allowed_origin() {
        var refused = patch("mine", "Origin: " + PAGE, "If-Match: \"x\"");
        var notModified = server.get(path, "Origin: " + PAGE, "If-None-Match: " + tag);
        var unreadable =
                server.raw("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: %s\r\nPad: %s\r\n\r\n"
                        .formatted(path, PAGE, "x".repeat(9_000)));

        assertThat(List.of(refused.status(), notModified.status(), unreadable.status()))
                .containsExactly(412, 304, 431);
        assertThat(List.of(refused, notModified, unreadable))
                .extracting(response -> response.header("Access-Control-Allow-Origin"))
                .containsOnly(PAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://captions.example",
                "https://captions.example:444",
                "https://captions.example.evil.example",
                "https://CAPTIONS.example",
                "null",
                "*",
            })
    void another_origin_gets_no_cors_fields(String origin) {
        var response = server.get(path, "Origin: " + origin);
        var preflight =
                server.send("OPTIONS", path, List.of("Origin: " + origin, "Access-Control-Request-Method: PATCH"), "");

        assertThat(response.field("Access-Control-Allow-Origin")).isEmpty();
        assertThat(response.header("Vary")).isEqualTo("Accept, Accept-Encoding, Origin");
        assertThat(preflight.field("Access-Control-Allow-Origin")).isEmpty();
        assertThat(preflight.field("Access-Control-Allow-Methods")).isEmpty();
    }

    @Test
    void a_preflight_lists_the_allowed_methods_and_fields() {
        var response = server.send(
                "OPTIONS",
                path,
                List.of(
                        "Origin: " + PAGE,
                        "Access-Control-Request-Method: PATCH",
                        "Access-Control-Request-Headers: if-match, content-type"),
                "");

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(response.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, PATCH, DELETE, OPTIONS");
        assertThat(response.header("Access-Control-Allow-Headers"))
                .isEqualTo(
                        "If-Match, If-None-Match, Idempotency-Key, Prefer, Content-Type, Authorization, Last-Event-ID, Holdfast-Author");
        assertThat(response.header("Access-Control-Max-Age")).isEqualTo("600");
    }

    @Test
    void without_allowed_origins_there_are_no_cors_fields() {
        try (var own = TestServer.start()) {
            var response = own.get("/health/live", "Origin: " + PAGE);

            assertThat(response.headerLines()).noneMatch(line -> line.startsWith("Access-Control"));
            assertThat(response.field("Vary")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "", "example.com", "https://example.com/", "https://EXAMPLE.com", "ftp://a"})
    void server_options_refuse_an_invalid_origin(String origin) {
        var options = ServerOptions.defaults();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withAllowedOrigins(Set.of(origin)))
                .withMessageContaining("An origin has the form that browsers send");
    }

    // Security fields

    @Test
    void every_response_has_the_security_fields() {
        var unreadable = server.raw("GET / HTTP/1.1\r\n\r\n");
        var responses = List.of(
                server.get(path),
                server.get("/nothing"),
                server.get("/problems/gone"),
                patch("mine", "If-Match: \"x\""),
                unreadable);

        assertThat(unreadable.status()).isEqualTo(400);
        for (var response : responses) {
            assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(response.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
            assertThat(response.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(response.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(response.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(response.field("Server")).isEmpty();
        }
    }

    // Request id and access log

    @Test
    void every_response_has_its_own_request_id() {
        var first = server.get(path).header("Holdfast-Request-Id");
        var second = server.get("/nothing").header("Holdfast-Request-Id");
        var third = server.raw("nonsense\r\n\r\n").header("Holdfast-Request-Id");

        assertThat(List.of(first, second, third)).doesNotHaveDuplicates().allMatch(id -> id.length() == 36);
    }

    @Test
    void a_request_id_of_the_client_is_kept() throws InterruptedException {
        var response = server.get(path, "Holdfast-Request-Id: proxy-7.A_b");

        assertThat(response.header("Holdfast-Request-Id")).isEqualTo("proxy-7.A_b");
        assertThat(logged.line("proxy-7.A_b")).startsWith("GET " + path + " 200 ");
    }

    @Test
    void an_invalid_request_id_is_replaced() {
        for (var id : List.of("a b", "", "x".repeat(65), "<script>", "a\u00e9")) {
            assertThat(server.get(path, "Holdfast-Request-Id: " + id).header("Holdfast-Request-Id"))
                    .isNotEqualTo(id)
                    .hasSize(36);
        }
        assertThat(server.get(path, "Holdfast-Request-Id: a", "Holdfast-Request-Id: b")
                        .header("Holdfast-Request-Id"))
                .hasSize(36);
    }

    @Test
    void the_access_log_has_a_line_for_each_request_and_no_text_of_users() throws InterruptedException {
        var saved = server.json(
                "PATCH",
                path,
                "{\"content\":\"typed\"}",
                "If-Match: " + tag,
                "Authorization: Bearer typed",
                "Cookie: session=typed",
                "Holdfast-Author: typed",
                "Idempotency-Key: typed",
                "Holdfast-Request-Id: mine");

        assertThat(saved.status()).isEqualTo(200);
        var length = saved.header("Content-Length");
        assertThat(logged.line("mine"))
                .matches("PATCH %s 200 %s bytes \\d+ ms 127.0.0.1 - mine".formatted(path, length));
        assertThat(server.get("/api/documents?q=typed").status()).isEqualTo(200);
        assertThat(logged.rest()).noneMatch(line -> line.contains("typed"));
    }

    @Test
    void a_stream_has_the_common_fields_and_is_logged_at_its_end() throws InterruptedException {
        var document = path.replaceAll(".*/|[.].*", "");

        try (var events = EventReader.open(server, document, "Origin: " + PAGE, "Holdfast-Request-Id: stream")) {
            events.next();
            assertThat(events.head.header("Holdfast-Request-Id")).isEqualTo("stream");
            assertThat(events.head.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(events.head.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
            assertThat(events.head.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(events.head.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(events.head.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
            assertThat(events.head.header("Vary")).isEqualTo("Accept, Origin");
            assertThat(logged.rest()).noneMatch(line -> line.endsWith(" stream"));
        }

        assertThat(logged.line("stream"))
                .matches("GET /api/documents/%s/changes 200 \\d+ bytes \\d+ ms 127.0.0.1 - stream".formatted(document));
    }

    @Test
    void a_malformed_request_is_logged_on_one_line() throws InterruptedException {
        var noHost = server.raw("GET /health/live HTTP/1.1\r\n\r\n").header("Holdfast-Request-Id");
        var tooLong = server.get("/" + "x".repeat(9_000)).header("Holdfast-Request-Id");

        assertThat(logged.line(noHost)).contains(" 400 ");
        assertThat(logged.line(tooLong)).contains(" 414 ").hasSizeLessThan(300);
    }

    @Test
    void an_internal_error_names_its_request_id() {
        try (var failing = TestServer.start((author, action, document) -> {
            throw new IllegalStateException("a secret of the server");
        })) {
            var response = failing.get("/api/documents/doc", "Holdfast-Request-Id: mine");

            assertThat(response.status()).isEqualTo(500);
            assertThat(response.problem()).isEqualTo("internal-error");
            assertThat(response.json().get("requestId").textValue()).isEqualTo("mine");
            assertThat(response.header("Holdfast-Request-Id")).isEqualTo("mine");
            assertThat(response.body()).doesNotContain("secret");
        }
    }
}
