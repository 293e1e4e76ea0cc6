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
 * Writes whose answers get lost after COMMIT and which are sent again with the same Idempotency-Key: to the same server, to
 * another one on the same database, to one that was killed and started again, and while the first is still being done.
 */
final class LostAnswerIT {

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

    /** A write that can be sent to any server, as often as one likes. */
    private interface Write extends Function<Client, HttpResponse<String>> {}

    private static Write save(String key, String segment, String etag) {
        return client -> client.saveOnce(key, segment, etag, "saved by " + key);
    }

    private static Write insert(String key, String document) {
        return client -> client.post(
                "/api/documents/" + document + "/segments",
                "application/json",
                Client.json(Map.of("content", "inserted by " + key)),
                "Idempotency-Key",
                key);
    }

    private static Write batch(String key, String document, String segment, String etag) {
        var replace = Map.of("op", "replace", "id", segment, "ifMatch", etag, "content", "replaced by " + key);
        var insert = Map.of("op", "insert", "content", "inserted by " + key);
        return client -> client.post(
                "/api/documents/" + document + "/edits",
                "application/json",
                Client.json(Map.of("edits", List.of(replace, insert))),
                "Idempotency-Key",
                key);
    }

    @Test
    void a_write_whose_answer_got_lost_gets_it_when_it_is_sent_again() {
        var begin = System.nanoTime();
        var client = new Client(one.address());
        var other = new Client(two.address());
        var segment = client.newSegment("start");
        var document = segment.substring(0, segment.indexOf('.'));
        var commits = 1;
        try (var proxy = new CuttingProxy(one.address())) {
            var cut = new Client(proxy.address());
            for (var i = 0; i < TRIES; i++) {
                var etag = Client.etag(client.get("/api/segments/" + segment));
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
                "%d answers lost and got again, %d commits, none twice, in %.1f s%n",
                TRIES, commits, (System.nanoTime() - begin) / 1e9);
    }

    /** Sends a write, and returns the answer that its client does not get. */
    private static String lost(Write write, Client cut, CuttingProxy proxy) {
        assertThatThrownBy(() -> write.apply(cut)).isInstanceOf(UncheckedIOException.class);
        var answer = proxy.lostAnswer();
        assertThat(answer).matches("(?s)HTTP/1.1 20[01] .*").doesNotContain("Holdfast-Replayed");
        return answer;
    }

    /** Someone else saves what the writer has not heard of yet. */
    private static void overtake(Client client, String segment) {
        var etag = Client.etag(client.get("/api/segments/" + segment));
        assertThat(client.save(segment, etag, "overtaken " + etag).statusCode()).isEqualTo(200);
    }

    private static void requireReplay(HttpResponse<String> answer, String original) {
        assertThat(original).as(answer.body()).startsWith("HTTP/1.1 " + answer.statusCode() + " ");
        assertThat(answer.headers().firstValue("Holdfast-Replayed")).contains("true");
        for (var field : List.of("ETag", "Location", "Content-Location")) {
            answer.headers()
                    .firstValue(field)
                    .ifPresent(value -> assertThat(original).contains("\r\n" + field + ": " + value + "\r\n"));
        }
        var expected = Client.json(original.substring(original.indexOf("\r\n\r\n")));
        if (expected.has("unchanged")) {
            assertThat(Client.json(answer).get("segments")).isEqualTo(expected.get("segments"));
            assertThat(Client.json(answer).get("revision")).isEqualTo(expected.get("revision"));
        } else {
            assertThat(Client.json(answer)).isEqualTo(expected);
        }
    }

    private static long revision(Client client, String document) {
        return Client.json(client.get("/api/documents/" + document + "/changes?limit=1"))
                .get("revision")
                .asLong();
    }

    @Test
    void a_server_that_was_killed_before_it_could_answer_knows_the_write_when_it_is_back() {
        String segment;
        String original;
        Write write;
        try (var killed = server();
                var proxy = new CuttingProxy(killed.address())) {
            var client = new Client(killed.address());
            segment = client.newSegment("start");
            write = save("before the end", segment, Client.etag(client.get("/api/segments/" + segment)));
            original = lost(write, new Client(proxy.address()), proxy);

            killed.kill();
        }

        requireReplay(write.apply(new Client(two.address())), original);
        try (var back = server()) {
            requireReplay(write.apply(new Client(back.address())), original);
            var history = new Client(back.address()).get("/api/segments/" + segment + "/revisions");
            assertThat(Client.json(history).get("revisions")).hasSize(2);
        }
    }

    @Test
    void a_write_that_is_sent_again_while_it_is_being_done_waits_for_its_end() throws Exception {
        var client = new Client(one.address());
        var segment = client.newSegment("start");
        var document = segment.substring(0, segment.indexOf('.'));
        var write = save("both", segment, Client.etag(client.get("/api/segments/" + segment)));
        Stream<CompletableFuture<HttpResponse<String>>> sent;
        try (var connection = DriverManager.getConnection(database)) {
            connection.setAutoCommit(false);
            execute(connection, "SELECT 1 FROM document WHERE id = '%s' FOR UPDATE".formatted(document));
            var first = CompletableFuture.supplyAsync(() -> write.apply(client));
            awaitWaiting(1);
            var second = CompletableFuture.supplyAsync(() -> write.apply(new Client(two.address())));
            awaitWaiting(2);
            assertThat(first).isNotDone();
            assertThat(second).isNotDone();
            sent = Stream.of(first, second);

            connection.rollback();
        }

        var answers = sent.map(answer ->
                        answer.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join())
                .toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(answers.stream()
                        .filter(answer ->
                                answer.headers().firstValue("Holdfast-Replayed").isPresent()))
                .hasSize(1);
        assertThat(revision(client, document)).isEqualTo(2);
    }

    /** Waits until so many transactions of the servers wait for a lock. */
    private static void awaitWaiting(int count) throws SQLException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        try (var connection = DriverManager.getConnection(database);
                var sql = connection.prepareStatement("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
            for (var waiting = 0; waiting < count; ) {
                assertThat(System.nanoTime()).as("%d wait", waiting).isLessThan(deadline);
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
