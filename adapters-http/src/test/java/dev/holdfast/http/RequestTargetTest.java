package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** http.md, Request targets: paths and queries. */
@TestInstance(Lifecycle.PER_CLASS)
class RequestTargetTest {

    private final TestServer server = TestServer.start();

    @BeforeAll
    void a_document_is_there() {
        server.document("d", "one", "two", "three");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/documents?titel=x, titel, 'q, after, limit'",
        "/api/documents?page=2, page, limit",
        "/api/documents/d?fields=etag, fields, no parameters",
        "/api/documents/d/segments?ofter=x, ofter, 'after, limit'",
        "/api/documents/d/changes?after=1, after, 'since, limit'",
        "/api/documents/d/checks?x, x, profile",
        "/api/documents/d/export.txt?download=1, download, speakers",
        "/api/documents?li%6Dit=1&%E2%82%AC=2, \u20ac, limit",
    })
    void an_unknown_parameter_is_refused_with_the_known_ones(String target, String parameter, String known) {
        var refused = server.get(target);

        assertThat(refused.problem()).isEqualTo("malformed-query");
        assertThat(refused.json().get("parameter").textValue()).isEqualTo(parameter);
        assertThat(refused.json().get("detail").textValue()).contains("unknown", known);
    }

    @Test
    void an_unknown_parameter_of_a_write_is_refused_before_anything_is_written() {
        var refused = server.json(
                "POST", "/api/documents?titel=x", "{\"id\":\"never\",\"title\":\"T\",\"mediaType\":\"text/plain\"}");

        assertThat(refused.problem()).isEqualTo("malformed-query");
        assertThat(server.get("/api/documents/never").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?utm=1",
                "/api?x",
                "/health/live?probe=1",
                "/metrics?x=1",
                "/problems/gone?x",
                "/api/documents?&limit=1&"
            })
    void pages_for_people_and_probes_take_any_query(String target) {
        assertThat(server.get(target).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"1000, 3", "1001, 3", "9223372036854775807, 3", "99999999999999999999999, 3", "2, 2"})
    void a_limit_above_the_maximum_is_the_maximum(String limit, int items) {
        var page = server.get("/api/documents/d/segments?limit=" + limit);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.json().get("segments")).hasSize(items);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "x", "", "%2B1"})
    void a_limit_that_is_no_number_is_refused(String limit) {
        assertThat(server.get("/api/documents/d/segments?limit=" + limit).problem())
                .isEqualTo("malformed-query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775806", "9223372036854775807", "10000000000000000000000"})
    void any_version_can_be_the_end_of_a_page_of_revisions(String after) {
        var segment = server.get("/api/documents/d/segments")
                .json()
                .at("/segments/0/id")
                .textValue();

        assertThat(server.get("/api/segments/" + segment + "/revisions?after=" + after)
                        .json()
                        .get("revisions"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/documents/, ../documents",
        "/api/documents/?limit=1, ../documents?limit=1",
        "/api/documents/d/segments/, ../segments",
        "/api/, ../api",
        "/api/documents/d/export.txt/, ../export.txt",
    })
    void a_slash_at_the_end_leads_to_the_resource_without_it(String target, String location) {
        for (var method : List.of("GET", "HEAD", "POST", "PATCH", "DELETE")) {
            var moved = server.send(method, target, List.of(), "");

            assertThat(moved.status()).isEqualTo(308);
            assertThat(moved.header("Location")).isEqualTo(location);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing/", "/api/documents/d/nothing/", "/assets/a/b/"})
    void a_slash_after_an_unknown_path_leads_nowhere(String target) {
        assertThat(server.get(target).problem()).isEqualTo("not-found");
    }

    @Test
    void an_address_may_be_as_long_as_other_servers_allow() {
        var target = "/api/documents?q=";

        assertThat(server.get(target + "x".repeat(8_000 - target.length())).status())
                .isEqualTo(200);
        assertThat(server.get(target + "x".repeat(8_001 - target.length())).problem())
                .isEqualTo("uri-too-long");
    }

    @ParameterizedTest
    @CsvSource({
        "GET http://localhost/api/documents/d, any.example, 200",
        "GET http://localhost:8080/api/documents/d?x=1, localhost, 400",
        "GET http://127.0.0.1/api/documents/d, localhost, 200",
        "GET http://evil.example/api/documents/d, localhost, 421",
        "GET http://localhost/nothing, localhost, 404",
    })
    void an_absolute_target_counts_instead_of_host(String line, String host, int status) {
        var response = server.rawText("%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(line, host));

        assertThat(response).startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//documents",
                "/api//documents",
                "/api/%2e%2e/documents",
                "/api/documents/a%2Fb",
                "/api/;x/documents"
            })
    void a_path_that_could_be_read_in_two_ways_is_refused_as_that(String target) {
        var refused = server.get(target);

        if (refused.status() == 400) {
            assertThat(refused.json().get("detail").textValue())
                    .contains("could be read in two ways")
                    .doesNotContain("RFC 9112");
        } else {
            assertThat(refused.status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                "'\"\"' | is empty",
                "'\"k\u00fc\"' | not visible ASCII",
                "'a b' | not one string",
            })
    void an_idempotency_key_is_refused_for_its_own_fault(String key, String fault) {
        assertThat(refusedKey("Idempotency-Key: " + key)).contains(fault);
    }

    @Test
    void a_key_that_is_too_long_or_doubled_is_refused_for_that() {
        assertThat(refusedKey("Idempotency-Key: \"" + "k".repeat(256) + "\"")).contains("256 characters");
        assertThat(refusedKey("Idempotency-Key: \"k\"", "Idempotency-Key: \"l\""))
                .contains("2 times");
    }

    private String refusedKey(String... headers) {
        var segment = server.get("/api/documents/d/segments")
                .json()
                .at("/segments/0/id")
                .textValue();
        var refused = server.json("PATCH", "/api/segments/" + segment, "{}", headers);
        assertThat(refused.problem()).isEqualTo("malformed-header");
        return refused.json().get("detail").textValue();
    }

    @Test
    void statuses_of_the_server_underneath_have_a_detail() {
        var expectation = server.get("/api", "Expect: 200-ok");
        var version = server.rawText("GET /api HTTP/3.0\r\nHost: localhost\r\n\r\n");

        assertThat(expectation.status()).isEqualTo(417);
        assertThat(expectation.json().get("detail").textValue()).contains("100-continue");
        assertThat(version).startsWith("HTTP/1.1 505").contains("\"detail\":\"The server speaks HTTP/1.1");
    }

    @Test
    void a_form_gets_a_hint_and_a_file_of_another_type_is_read_as_what_it_is() {
        var form =
                server.send("POST", "/api/documents", List.of("Content-Type: multipart/form-data;boundary=x"), "--x--");
        var subrip = server.send(
                "POST",
                "/api/documents",
                List.of("Content-Type: text/vtt"),
                "1\n00:00:01,000 --> 00:00:02,000\nRain\n");

        assertThat(form.status()).isEqualTo(415);
        assertThat(form.json().get("detail").textValue()).contains("send the file itself");
        assertThat(subrip.status()).isEqualTo(201);
        assertThat(subrip.json().get("readAs").textValue()).isEqualTo("application/x-subrip");
    }
}
