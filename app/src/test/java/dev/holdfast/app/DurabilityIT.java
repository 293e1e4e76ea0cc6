package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an acknowledged save survives. */
final class DurabilityIT {

    @Test
    void a_save_survives_a_server_that_is_killed(@TempDir Path directory) {
        var data = directory.resolve("data").toString();
        String segment;
        String saved;
        try (var server = ServerProcess.start("--port", "0", "--data", data)) {
            var client = new Client(server.address());
            segment = client.newSegment("before");
            var etag = Client.etag(client.get("/api/segments/" + segment));
            saved = Client.etag(client.save(segment, etag, "after"));

            server.kill();
        }

        try (var server = ServerProcess.start("--port", "0", "--data", data)) {
            var found = new Client(server.address()).get("/api/segments/" + segment);

            assertThat(found.statusCode()).isEqualTo(200);
            assertThat(Client.etag(found)).isEqualTo(saved);
            assertThat(Client.json(found).get("content").asText()).isEqualTo("after");
        }
    }

    @Test
    void a_first_start_says_what_it_does_and_a_second_server_is_kept_out(@TempDir Path directory) {
        var data = directory.resolve("data").toString();
        try (var first = ServerProcess.start("--port", "0", "--data", data)) {
            var client = new Client(first.address());
            var second = ServerProcess.start("--port", "0", "--data", data);

            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output().lines()).singleElement().asString().contains("holdfast: ", data);
            assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(first.output()).containsSubsequence("Preparing", "Starting", "Preparing the tables", "ready at");
        }
    }

    @Test
    void a_server_that_is_asked_to_stop_ends_its_database_too(@TempDir Path directory) {
        var data = directory.resolve("data");
        var server = ServerProcess.start("--port", "0", "--data", data.toString());
        server.address();

        server.terminate();
        server.awaitExit();

        assertThat(data.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
    }
}
