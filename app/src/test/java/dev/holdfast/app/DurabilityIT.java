package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Durability of acknowledged saves, and the lock of the data directory. */
final class DurabilityIT {

    @Test
    void a_save_survives_a_server_that_is_killed(@TempDir Path directory) {
        var data = directory.resolve("data").toString();
        String segment;
        String saved;
        try (var server = ServerProcess.start("--port", "0", "--data", data)) {
            var client = new TestClient(server.address());
            segment = client.newSegment("before");
            var etag = TestClient.etag(client.get("/api/segments/" + segment));
            saved = TestClient.etag(client.save(segment, etag, "after"));

            server.kill();
        }

        try (var server = ServerProcess.start("--port", "0", "--data", data)) {
            var found = new TestClient(server.address()).get("/api/segments/" + segment);

            assertThat(found.statusCode()).isEqualTo(200);
            assertThat(TestClient.etag(found)).isEqualTo(saved);
            assertThat(TestClient.json(found).get("content").asText()).isEqualTo("after");
        }
    }

    @Test
    void a_first_start_reports_its_progress_and_a_second_server_is_refused(@TempDir Path directory) {
        var data = directory.resolve("data").toString();
        try (var first = ServerProcess.start("--port", "0", "--data", data)) {
            var client = new TestClient(first.address());
            var second = ServerProcess.start("--port", "0", "--data", data);

            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output().lines()).singleElement().asString().contains("holdfast: ", data);
            assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(first.output()).containsSubsequence("Preparing", "Starting", "Preparing the tables", "ready at");
        }
    }

    @Test
    void a_server_that_is_terminated_stops_its_database_too(@TempDir Path directory) {
        var data = directory.resolve("data");
        var server = ServerProcess.start("--port", "0", "--data", data.toString());
        server.address();

        server.terminate();
        server.awaitExit();

        assertThat(data.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
    }
}
