package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.postgres.TestDatabase;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Writes whose responses are lost after COMMIT, retried with the same Idempotency-Key: on the same server, on another server
 * with the same database, on a server that was killed and restarted, and while the first request is still running.
 */
final class LostResponseIT {

    private static final int TRIES = 200;
    private static final int TIMEOUT_SECONDS = 60;

    private static String database;
    private static ServerProcess one;
    private static ServerProcess two;

    @BeforeAll
    static void start() {
        database = TestDatabase.freshDatabase();
        one = server();
        two = server();
    }

    private static ServerProcess server() {
        return ServerProcess.start("--port", "0", "--storage", "postgres", "--database-url", database);
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
    }

    /** A write that can be sent repeatedly and to any server. */
    private interface Write extends Function<TestClient, HttpResponse<String>> {}

    private static Write save(String key, String segment, String etag) {
        return client -> client.saveOnce(key, segment, etag, "saved by " + key);
    }

    private static Write insert(String key, String document) {
        return client -> client.post(
                "/api/documents/" + document + "/segments",
                "application/json",
                TestClient.json(Map.of("content", "inserted by " + key)),
                "Idempotency-Key",
                key);
    }

    private static Write batch(String key, String document, String segment, String etag) {
        var replace = Map.of("op", "replace", "id", segment, "ifMatch", etag, "content", "replaced by " + key);
        var insert = Map.of("op", "insert", "content", "inserted by " + key);
        return client -> client.post(
                "/api/documents/" + document + "/edits",
                "application/json",
                TestClient.json(Map.of("edits", List.of(replace, insert))),
                "Idempotency-Key",
                key);
    }

    @Test
    void a_retried_write_gets_the_response_that_was_lost() {
        var begin = System.nanoTime();
        var client = new TestClient(one.address());
        var other = new TestClient(two.address());
        var segment = client.newSegment("start");
        var document = segment.substring(0, segment.indexOf('.'));
        var commits = 1;
        try (var proxy = new ResponseCuttingProxy(one.address())) {
            var cut = new TestClient(proxy.address());
            for (var i = 0; i < TRIES; i++) {
                var etag = TestClient.etag(client.get("/api/segments/" + segment));
                var write = switch (i % 3) {
                    case 0 -> save("key" + i, segment, etag);
                    case 1 -> insert("key" + i, document);
                    default -> batch("key" + i, document, segment, etag);
                };
                var original = lost(write, cut, proxy);
                commits++;
                if (i % 2 == 0) {
                    overtake(client, segment);
                    commits++;
                }

                requireReplay(write.apply(i % 4 < 2 ? client : other), original);
                assertThat(revision(client, document))
                        .as("commits after try %d", i)
                        .isEqualTo(commits);
            }
        }
        System.out.printf(
                "%d responses lost and replayed, %d commits, none twice, in %.1f s%n",
                TRIES, commits, (System.nanoTime() - begin) / 1e9);
    }

    /** Sends a write and returns the response that its client does not receive. */
    private static String lost(Write write, TestClient cut, ResponseCuttingProxy proxy) {
        assertThatThrownBy(() -> write.apply(cut)).isInstanceOf(UncheckedIOException.class);
        var response = proxy.lostResponse();
        assertThat(response).matches("(?s)HTTP/1.1 20[01] .*").doesNotContain("Holdfast-Replayed");
        return response;
    }

    /** Saves a newer version before the writer retries. */
    private static void overtake(TestClient client, String segment) {
        var etag = TestClient.etag(client.get("/api/segments/" + segment));
        assertThat(client.save(segment, etag, "overtaken " + etag).statusCode()).isEqualTo(200);
    }

    private static void requireReplay(HttpResponse<String> response, String original) {
        assertThat(original).as(response.body()).startsWith("HTTP/1.1 " + response.statusCode() + " ");
        assertThat(response.headers().firstValue("Holdfast-Replayed")).contains("true");
        for (var field : List.of("ETag", "Location", "Content-Location")) {
            response.headers()
                    .firstValue(field)
                    .ifPresent(value -> assertThat(original).contains("\r\n" + field + ": " + value + "\r\n"));
        }
        var expected = TestClient.json(original.substring(original.indexOf("\r\n\r\n")));
        if (expected.has("unchanged")) {
            assertThat(TestClient.json(response).get("segments")).isEqualTo(expected.get("segments"));
            assertThat(TestClient.json(response).get("revision")).isEqualTo(expected.get("revision"));
        } else {
            assertThat(TestClient.json(response)).isEqualTo(expected);
        }
    }

    private static long revision(TestClient client, String document) {
        return TestClient.json(client.get("/api/documents/" + document + "/changes?limit=1"))
                .get("revision")
                .asLong();
    }

    @Test
    void a_server_that_was_killed_before_its_response_replays_the_write_after_a_restart() {
        String segment;
        String original;
        Write write;
        try (var killed = server();
                var proxy = new ResponseCuttingProxy(killed.address())) {
            var client = new TestClient(killed.address());
            segment = client.newSegment("start");
            write = save("before the kill", segment, TestClient.etag(client.get("/api/segments/" + segment)));
            original = lost(write, new TestClient(proxy.address()), proxy);

            killed.kill();
        }

        requireReplay(write.apply(new TestClient(two.address())), original);
        try (var back = server()) {
            requireReplay(write.apply(new TestClient(back.address())), original);
            var history = new TestClient(back.address()).get("/api/segments/" + segment + "/revisions");
            assertThat(TestClient.json(history).get("revisions")).hasSize(2);
        }
    }

    @Test
    void a_write_that_is_retried_while_it_is_running_waits_for_its_end() throws Exception {
        var client = new TestClient(one.address());
        var segment = client.newSegment("start");
        var document = segment.substring(0, segment.indexOf('.'));
        var write = save("both", segment, TestClient.etag(client.get("/api/segments/" + segment)));
        Stream<CompletableFuture<HttpResponse<String>>> sent;
        try (var connection = DriverManager.getConnection(database)) {
            connection.setAutoCommit(false);
            execute(connection, "SELECT 1 FROM holdfast.document WHERE id = '%s' FOR UPDATE".formatted(document));
            var first = CompletableFuture.supplyAsync(() -> write.apply(client));
            awaitWaiting(1);
            var second = CompletableFuture.supplyAsync(() -> write.apply(new TestClient(two.address())));
            awaitWaiting(2);
            assertThat(first).isNotDone();
            assertThat(second).isNotDone();
            sent = Stream.of(first, second);

            connection.rollback();
        }

        var responses = sent.map(response ->
                        response.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join())
                .toList();
        assertThat(responses)
                .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(200));
        assertThat(responses.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(responses.stream()
                        .filter(response -> response.headers()
                                .firstValue("Holdfast-Replayed")
                                .isPresent()))
                .hasSize(1);
        assertThat(revision(client, document)).isEqualTo(2);
    }

    /** Waits until this many transactions are waiting for a lock. */
    private static void awaitWaiting(int count) throws SQLException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        try (var connection = DriverManager.getConnection(database);
                var sql = connection.prepareStatement("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
            for (var waiting = 0; waiting < count; ) {
                assertThat(System.nanoTime())
                        .as("%d transactions are waiting", waiting)
                        .isLessThan(deadline);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                try (var result = sql.executeQuery()) {
                    assertThat(result.next()).isTrue();
                    waiting = result.getInt(1);
                }
            }
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
