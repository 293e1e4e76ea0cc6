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

/** Server log during failures that the server recovers from. */
final class ServerLogIT {

    private static final String MESSAGE = "Lost the connection for notifications";

    @Test
    void a_broken_notification_connection_is_logged_in_one_line() throws Exception {
        var url = TestDatabase.freshDatabase();
        try (var server = ServerProcess.start("--port", "0", "--storage", "postgres", "--database-url", url)) {
            var segments = new TestClient(server.address()).newSegments("a");
            var stream = HttpRequest.newBuilder(URI.create(server.address() + "/api/documents/"
                            + segments.get(0).get("document").asText() + "/changes"))
                    .header("Accept", "text/event-stream")
                    .build();
            try (var events = HttpClient.newHttpClient()
                    .send(stream, BodyHandlers.ofInputStream())
                    .body()) {
                assertThat(events.read()).isPositive();

                var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (!server.output().contains(MESSAGE) && System.nanoTime() < deadline) {
                    TestDatabase.execute(
                            url,
                            "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND query LIKE 'LISTEN %'");
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }

            assertThat(server.output().lines().filter(line -> line.contains(MESSAGE)))
                    .isNotEmpty();
            assertThat(server.output()).doesNotContain("\tat ").doesNotContain("Exception");
        }
    }
}
