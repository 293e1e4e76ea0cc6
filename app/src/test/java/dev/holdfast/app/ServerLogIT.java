package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.postgres.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What the server says in its log when something breaks that it gets over by itself. */
final class ServerLogIT {

    private static final String SAID = "Lost the connection for notifications";

    @Test
    void a_connection_that_listens_and_breaks_is_said_in_a_line() throws Exception {
        var url = TestDatabase.freshDatabase();
        try (var server = ServerProcess.start("--port", "0", "--storage", "postgres", "--database-url", url)) {
            var segments = new Client(server.address()).newSegments("a");
            var stream = HttpRequest.newBuilder(URI.create(server.address() + "/api/documents/"
                            + segments.get(0).get("document").asText() + "/changes"))
                    .header("Accept", "text/event-stream")
                    .build();
            try (var events = HttpClient.newHttpClient()
                    .send(stream, BodyHandlers.ofInputStream())
                    .body()) {
                assertThat(events.read()).isPositive();

                var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (!server.output().contains(SAID) && System.nanoTime() < deadline) {
                    TestDatabase.execute(
                            url,
                            "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND query LIKE 'LISTEN %'");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }

            assertThat(server.output().lines().filter(line -> line.contains(SAID)))
                    .isNotEmpty();
            assertThat(server.output()).doesNotContain("\tat ").doesNotContain("Exception");
        }
    }
}
