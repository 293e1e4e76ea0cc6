package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Log and start line of the executable jar behind a reverse proxy. */
final class AccessLogIT {

    @TempDir
    private Path directory = Path.of("");

    private static ServerProcess server(String... arguments) {
        return ServerProcess.start(Stream.concat(
                        Stream.of("--port", "0", "--storage", "memory", "--trust-user-header", "X-User"),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static HttpResponse<String> get(ServerProcess server, String target, String... fields)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server.address() + target));
        return HttpClient.newHttpClient()
                .send((fields.length == 0 ? request : request.headers(fields)).build(), BodyHandlers.ofString());
    }

    /** A line is written after the response. */
    private static void awaitLine(ServerProcess server, String end) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!server.output().contains(end) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        assertThat(server.output()).contains(end);
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void json_lines_hold_address_person_and_request_and_nothing_that_was_typed() throws Exception {
        var server = server("--log-format", "json");
        try (server) {
            get(
                    server,
                    "/api/documents?q=typed",
                    "X-User",
                    "J%C3%BCrgen%20%22B%22",
                    "X-Forwarded-For",
                    "203.0.113.9",
                    "Authorization",
                    "Bearer typed");
            get(server, "/api/documents", "X-User", "ann%0Atyped", "Holdfast-Request-Id", "last");
            awaitLine(server, "\"requestId\":\"last\"");
            awaitLine(server, "\"status\":200");
        }

        var log = server.output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(AccessLogIT::json)
                .toList();
        assertThat(log).anySatisfy(line -> {
            assertThat(line.path("principal").asText()).isEqualTo("J\u00fcrgen \"B\"");
            assertThat(line.path("address").asText()).isEqualTo("203.0.113.9");
            assertThat(line.path("path").asText()).isEqualTo("/api/documents");
            assertThat(line.path("status").asInt()).isEqualTo(200);
        });
        assertThat(log)
                .anySatisfy(line -> assertThat(line.path("event").asText()).isEqualTo("user-unreadable"));
        assertThat(server.output()).doesNotContain("typed");
        // The other lines are for the person who starts the server, and belong to no log.
        assertThat(server.output().lines().filter(line -> !line.startsWith("{")))
                .noneMatch(line -> line.matches(".*\\b(TRACE|DEBUG|INFO|WARN|ERROR)\\b.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "short", "off"})
    void the_access_log_is_as_asked_for(String format) throws Exception {
        var server = server("--access-log", format);
        try (server) {
            get(server, "/api/documents", "X-User", "ann", "Holdfast-Request-Id", "mine");
            if (!format.equals("off")) {
                awaitLine(server, " mine");
            }
        }

        var lines =
                server.output().lines().filter(line -> line.endsWith(" mine")).toList();
        assertThat(lines).as(server.output()).hasSize(format.equals("off") ? 0 : 1);
        assertThat(lines).allMatch(line -> line.contains(" 127.0.0.1 ann mine") == format.equals("full"));
    }

    @Test
    void the_start_line_says_who_is_believed() throws Exception {
        var roles = directory.resolve("roles");
        Files.writeString(roles, "admin ann\n");
        var server = server(
                "--host", "0.0.0.0", "--trusted-proxy", "10.0.0.0/8,127.0.0.1", "--roles-file", roles.toString());
        try (server) {
            var session = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                            + server.address().getPort() + "/api/session"))
                                    .header("X-User", "ann")
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(json(session.body()).get("role").asText()).isEqualTo("admin");
        }

        assertThat(server.output())
                .contains(
                        "Users are named by the header X-User of requests from 10.0.0.0/8, 127.0.0.1; roles come from the file "
                                + roles + ", for others editor. From other addresses that header is refused.");
    }

    @Test
    void without_proxies_only_this_computer_is_believed_and_nobody_is_an_admin() throws Exception {
        var server = server();
        try (server) {
            assertThat(json(get(server, "/api/session", "X-User", "ann").body())
                            .get("role")
                            .asText())
                    .isEqualTo("editor");
        }

        assertThat(server.output())
                .contains(
                        "Users are named by the header X-User of requests from 127.0.0.0/8, ::1 (this computer; --trusted-proxy names others); everybody has the role editor, and nobody is an admin.");
    }

    @Test
    void lost_lines_are_a_metric() throws Exception {
        try (var server = server()) {
            var metrics = get(server, "/metrics", "X-User", "ann").body();

            assertThat(List.of(metrics.split("\n"))).contains("holdfast_log_lines_lost_total 0.0");
        }
    }
}
