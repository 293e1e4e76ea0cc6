package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.postgres.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens and sessions as an operator and a browser see them: the command, the file, and one or two servers. */
final class TokensIT {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void choose_a_file() {
        file = directory.resolve("tokens");
    }

    private String token(String... arguments) {
        var all = Stream.concat(Stream.of("token", "--tokens", file + ""), Stream.of(arguments));
        var process = ServerProcess.start(all.toArray(String[]::new));
        assertThat(process.awaitExit()).as(process.output()).isZero();
        return process.output();
    }

    private String created(String name, String role) {
        var token = token(name, "--role", role);
        assertThat(token).matches(TOKEN);
        return token;
    }

    private ServerProcess serve(String... arguments) {
        return ServerProcess.start(
                Stream.concat(Stream.of("serve", "--port", "0", "--tokens", file + ""), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private HttpResponse<String> send(
            ServerProcess server, String method, String path, String body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(server.address() + path)).headers(headers);
        var content = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        try {
            return client.send(request.method(method, content).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private int read(ServerProcess server, String field, String value) {
        return send(server, "GET", "/api/documents", "", field, value).statusCode();
    }

    private int readWith(ServerProcess server, String token) {
        return read(server, "Authorization", "Bearer " + token);
    }

    private String signIn(ServerProcess server, String token) {
        var response = send(
                server, "POST", "/api/session", "{\"token\":\"" + token + "\"}", "Content-Type", "application/json");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(204);
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private void awaitRefusal(ServerProcess server, String field, String value) {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (read(server, field, value) != 401 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(read(server, field, value)).isEqualTo(401);
    }

    @Test
    void a_file_without_a_final_line_break_keeps_its_tokens() throws IOException {
        var ana = created("Ana", "admin");
        Files.writeString(file, Files.readString(file).strip());
        var ben = created("Ben", "editor");

        try (var server = serve("--storage", "memory")) {
            assertThat(readWith(server, ana)).isEqualTo(200);
            assertThat(readWith(server, ben)).isEqualTo(200);
        }
    }

    @Test
    void a_revocation_takes_effect_whatever_else_is_wrong_with_the_file() throws IOException {
        var ana = created("Ana", "admin");
        var ben = created("Ben", "editor");
        var line = Files.readAllLines(file).get(0);
        var other = Files.readAllLines(file).get(1);
        try (var server = serve("--storage", "memory")) {
            assertThat(readWith(server, ana)).isEqualTo(200);

            Files.writeString(file, "a slip\n" + other + "\n");
            awaitRefusal(server, "Authorization", "Bearer " + ana);
            assertThat(readWith(server, ben)).isEqualTo(200);

            var time = Files.getLastModifiedTime(file);
            Files.writeString(file, line.substring(0, 6) + "\n" + other.replace(" editor ", " editer ") + "\n");
            Files.setLastModifiedTime(file, time);
            awaitRefusal(server, "Authorization", "Bearer " + ben);
            assertThat(server.output()).contains("line=1", "line=2").doesNotContain(other.substring(0, 64));
        }
    }

    @Test
    void without_the_file_nobody_is_let_in_until_it_is_back() throws IOException {
        var ana = created("Ana", "admin");
        try (var server = serve("--storage", "memory")) {
            assertThat(readWith(server, ana)).isEqualTo(200);

            Files.move(file, directory.resolve("away"));
            awaitRefusal(server, "Authorization", "Bearer " + ana);
            Files.move(directory.resolve("away"), file);

            var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (readWith(server, ana) != 200 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            assertThat(readWith(server, ana)).isEqualTo(200);
            assertThat(server.output()).contains("no token is valid until it can be read");
        }
    }

    @Test
    void the_command_lists_and_revokes_without_showing_a_secret() throws IOException {
        var ana = created("Ana", "admin");
        var ben = token("Ben", "--role", "editor", "--expires", "90d");
        token("Zoe", "--role", "reader", "--expires", "2999-01-31");

        var list = token("--list");

        assertThat(list.lines()).hasSize(4);
        assertThat(list)
                .containsPattern("admin +" + Instant.now().toString().substring(0, 10) + "T\\S+ +- +valid +Ana")
                .containsPattern("reader +\\S+ +2999-01-31T00:00:00Z +valid +Zoe")
                .doesNotContain(ana, ben)
                .doesNotContainPattern("[0-9a-f]{64}");
        assertThat(token("--revoke", "Ana")).contains("Revoked 1 token of Ana.");
        assertThat(token("--list")).doesNotContain("Ana");
        var again = ServerProcess.start("token", "--tokens", file + "", "--revoke", "Ana");
        assertThat(again.awaitExit()).isEqualTo(1);
        assertThat(again.output()).contains("has no token of Ana");
    }

    @Test
    void a_session_holds_on_two_servers_and_over_a_restart_until_it_ends_everywhere() {
        var ana = created("Ana", "admin");
        var database = TestDatabase.freshDatabase();
        try (var other = serve("--storage", "postgres", "--database-url", database)) {
            var cookies = new String[2];
            try (var server = serve("--storage", "postgres", "--database-url", database)) {
                cookies[0] = signIn(server, ana);
                cookies[1] = signIn(server, ana);
                assertThat(cookies[0]).doesNotContain(ana);
                assertThat(read(other, "Cookie", cookies[0])).isEqualTo(200);

                var origin = server.address().toString();
                assertThat(send(server, "DELETE", "/api/session", "", "Cookie", cookies[0], "Origin", origin)
                                .statusCode())
                        .isEqualTo(204);
                assertThat(read(server, "Cookie", cookies[0])).isEqualTo(401);
                awaitRefusal(other, "Cookie", cookies[0]);
            }
            try (var restarted = serve("--storage", "postgres", "--database-url", database)) {
                assertThat(read(restarted, "Cookie", cookies[1])).isEqualTo(200);

                var origin = other.address().toString();
                assertThat(send(other, "DELETE", "/api/sessions", "", "Cookie", cookies[1], "Origin", origin)
                                .statusCode())
                        .isEqualTo(204);
                awaitRefusal(restarted, "Cookie", cookies[1]);
            }
        }
    }

    @Test
    void a_revoked_token_ends_its_sessions() {
        var ana = created("Ana", "admin");
        try (var server = serve("--storage", "memory")) {
            var cookie = signIn(server, ana);
            assertThat(read(server, "Cookie", cookie)).isEqualTo(200);

            token("--revoke", "Ana");

            awaitRefusal(server, "Cookie", cookie);
            awaitRefusal(server, "Authorization", "Bearer " + ana);
        }
    }
}
