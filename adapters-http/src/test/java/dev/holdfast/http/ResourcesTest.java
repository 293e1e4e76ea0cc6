package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules for every resource (http.md, Methods), and the pages of problem types. */
@TestInstance(Lifecycle.PER_CLASS)
class ResourcesTest {

    private final TestServer server = TestServer.start();
    private String film = "";
    private String text = "";
    private String cue = "";

    @BeforeAll
    void documents_are_there() {
        film = server.newDocument();
        cue = server.film(film, "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n").get(1);
        text = server.newDocument();
        server.segment(text, "one");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    Stream<Resource> resources() {
        return TestServer.resources(server.holdfast, ServerOptions.defaults()).stream();
    }

    Stream<String> paths() {
        return resources().map(this::path);
    }

    Stream<String> readablePaths() {
        return resources()
                .filter(resource -> resource.endpoint("GET").isPresent())
                .map(this::path);
    }

    private String path(Resource resource) {
        var template = resource.path();
        var document = template.endsWith(".txt") ? text : film;
        return template.replace("{version}", "1")
                .replace("{name}", "gone")
                .replace("{id}", template.startsWith("/api/documents") ? document : cue);
    }

    private static List<String> lines(RawResponse response) {
        return response.headerLines().stream()
                .filter(line -> !line.startsWith("Date:") && !line.startsWith("Holdfast-Request-Id:"))
                .toList();
    }

    /** The paths whose content is the same on every GET. */
    Stream<String> lastingPaths() {
        return readablePaths().filter(path -> !path.equals("/metrics"));
    }

    @ParameterizedTest
    @MethodSource("lastingPaths")
    void head_is_get_without_the_body(String path) {
        var get = server.get(path);
        var head = server.send("HEAD", path, List.of(), "");

        assertThat(get.status()).isEqualTo(200);
        assertThat(get.body()).isNotEmpty();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(lines(head)).isEqualTo(lines(get));
    }

    @ParameterizedTest
    @MethodSource("readablePaths")
    void a_refused_head_has_the_header_of_get(String path) {
        var get = server.get(path + "?limit=1", "Accept: image/png");
        var head = server.send("HEAD", path + "?limit=1", List.of("Accept: image/png"), "");

        assertThat(get.status()).isEqualTo(406);
        assertThat(head.body()).isEmpty();
        assertThat(lines(head)).isEqualTo(lines(get));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void allow_lists_exactly_the_supported_methods(String path) {
        var options = server.send("OPTIONS", path, List.of("If-Match: 17", "Accept: image/png"), "");
        var allowed = Arrays.asList(options.header("Allow").split(", "));

        assertThat(options.status()).isEqualTo(204);
        assertThat(options.field("Accept-Patch").isPresent()).isEqualTo(allowed.contains("PATCH"));
        for (var method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE")) {
            var response = server.send(method, path, List.of("Accept: image/png"), "");
            if (allowed.contains(method)) {
                assertThat(response.status()).as(method).isEqualTo(406);
            } else {
                assertThat(response.status()).as(method).isEqualTo(405);
                assertThat(response.header("Allow")).isEqualTo(options.header("Allow"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void every_problem_type_has_a_page(ProblemType type) {
        var page = server.get(type.uri());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.body()).contains(type.uri()).contains(Integer.toString(type.status()));
    }

    @Test
    void an_unknown_problem_type_has_no_page() {
        assertThat(server.get("/problems/none").problem()).isEqualTo("not-found");
    }

    @Test
    void readiness_follows_the_database_and_liveness_does_not() {
        server.ready.set(false);
        var notReady = server.get("/health/ready");
        var alive = server.get("/health/live");
        server.ready.set(true);

        assertThat(notReady.status()).isEqualTo(503);
        assertThat(notReady.problem()).isEqualTo("unavailable");
        assertThat(notReady.header("Retry-After")).isEqualTo("1");
        assertThat(alive.status()).isEqualTo(200);
        assertThat(alive.header("Cache-Control")).isEqualTo("no-store");
        assertThat(server.get("/health/ready").json().get("status").textValue()).isEqualTo("ready");
    }
}
