package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Durability of acknowledged saves, and the lock of the data directory. */
final class DurabilityIT {

    private static final Duration WAIT = Duration.ofSeconds(60);

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

    private static void killPostgres(Path data) throws IOException {
        var pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0);
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }

    @Test
    void a_server_whose_database_is_killed_starts_it_again(@TempDir Path directory) throws IOException {
        var data = directory.resolve("data");
        try (var server = ServerProcess.start("--port", "0", "--data", data.toString())) {
            var client = new TestClient(server.address());
            var segment = client.newSegment("before");

            killPostgres(data);
            await(() -> server.output().contains("PostgreSQL runs again"));
            await(() -> client.get("/health/ready").statusCode() == 200);

            assertThat(client.get("/api/segments/" + segment).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_server_whose_database_cannot_be_started_again_ends_with_one_line(@TempDir Path directory)
            throws IOException {
        var data = directory.resolve("data");
        var server = ServerProcess.start("--port", "0", "--data", data.toString());
        server.address();
        Files.delete(data.resolve("postgres/global/pg_control"));

        killPostgres(data);

        assertThat(server.awaitExit()).isEqualTo(1);
        assertThat(server.output().lines().filter(line -> line.startsWith("holdfast: ")))
                .singleElement()
                .asString()
                .contains("PostgreSQL could not start", "could not find the database system", "postgres.log");
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
