package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.postgres.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup, restoration, list and health of servers, with the executable jar. */
final class BackupIT {

    @TempDir
    private Path directory;

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    /** Runs a command that must succeed, and returns its output. */
    private static String run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private static String run(Map<String, String> environment, String... arguments) {
        var process = ServerProcess.with(environment, arguments);
        assertThat(process.awaitExit()).as(process.output()).isZero();
        return process.output();
    }

    private String importFilm(ServerProcess server) throws IOException {
        var file = Files.writeString(
                directory.resolve("Film.vtt"), "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n", StandardCharsets.UTF_8);
        var output = run("import", file.toString(), "--server", server.address().toString());
        return output.substring(output.lastIndexOf(' ') + 1).strip();
    }

    private static void rename(ServerProcess server, String id, String title) {
        var client = new TestClient(server.address());
        var renamed = client.patch("/api/documents/" + id, "{\"title\":\"%s\"}".formatted(title));
        assertThat(renamed.statusCode()).isEqualTo(200);
    }

    private static String tip(ServerProcess server, String id) {
        var verified = run("verify", id, "--server", server.address().toString());
        assertThat(verified).contains("is valid");
        return verified.replaceFirst("(?s).*Its tip is (\\S+)\\. Keep it.*", "$1");
    }

    @Test
    void a_running_embedded_server_is_backed_up_and_restored_into_a_new_directory() throws IOException {
        String id;
        String tip;
        try (var server = ServerProcess.start("--data", path("data"), "--port", "0", "--if-match", "optional")) {
            id = importFilm(server);
            assertThat(run("backup", path("1.jsonl.gz"), "--data", path("data")))
                    .contains("Backed up 1 documents with 1 commits and 3 changes");
            rename(server, id, "Renamed");
            assertThat(run("backup", path("2.jsonl.gz"), "--data", path("data"), "--since", path("1.jsonl.gz")))
                    .contains("Backed up 1 documents with 1 commits and 1 changes");
            tip = tip(server, id);
        }
        assertThat(run("backup", path("stopped.jsonl"), "--data", path("data"))).contains("with 2 commits");

        assertThat(run("restore", path("1.jsonl.gz"), path("2.jsonl.gz"), "--data", path("restored")))
                .contains("Restored 1 documents with 2 commits and 4 changes. Their histories were verified.");

        try (var server = ServerProcess.start("--data", path("restored"), "--port", "0")) {
            assertThat(tip(server, id)).isEqualTo(tip);
            var address = server.address().toString();
            assertThat(run("list", "--server", address)).startsWith(id + "\t").endsWith("\tRenamed");
            assertThat(run("list", "--json", "--title", "RENAMED", "--server", address))
                    .startsWith("{\"id\":\"" + id);
            assertThat(run("list", "--language", "fr", "--server", address)).isEmpty();
            assertThat(run("health", "--url", address)).isEqualTo(address + " is ready.");
        }
        var again = ServerProcess.start("restore", path("1.jsonl.gz"), "--data", path("restored"));
        assertThat(again.awaitExit()).isEqualTo(1);
        assertThat(again.output()).contains("The store is not empty: it has document " + id + " (Renamed)");
    }

    @Test
    void a_backup_of_embedded_storage_is_restored_into_a_database_of_ones_own() throws IOException {
        String id;
        String tip;
        try (var server = ServerProcess.start("--data", path("data"), "--port", "0")) {
            id = importFilm(server);
            tip = tip(server, id);
        }
        run("backup", path("b.jsonl.gz"), "--data", path("data"));
        var database = Map.of("HOLDFAST_DATABASE_URL", TestDatabase.freshDatabase(), "HOLDFAST_STORAGE", "postgres");

        run(database, "restore", path("b.jsonl.gz"));

        try (var server = ServerProcess.with(database, "--port", "0", "--wait-for-database", "5s")) {
            assertThat(tip(server, id)).isEqualTo(tip);
        }
    }

    @Test
    void a_truncated_backup_creates_nothing() throws IOException {
        try (var server = ServerProcess.start("--data", path("data"), "--port", "0")) {
            importFilm(server);
        }
        run("backup", path("b.jsonl"), "--data", path("data"));
        var lines = Files.readAllLines(directory.resolve("b.jsonl"));
        Files.write(directory.resolve("cut.jsonl"), lines.subList(0, lines.size() - 1));

        var process = ServerProcess.start("restore", path("cut.jsonl"), "--data", path("restored"));

        assertThat(process.awaitExit()).isEqualTo(1);
        assertThat(process.output()).contains("cut.jsonl is incomplete: it ends after line");
        assertThat(directory.resolve("restored")).doesNotExist();
    }
}
