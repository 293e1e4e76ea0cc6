package dev.holdfast.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.postgres.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start, stop, durability and refusals of the embedded database. */
final class EmbeddedDatabaseTest {

    @TempDir
    private Path temporary;

    private final List<String> progress = new ArrayList<>();

    private Path data() {
        return temporary.resolve("data");
    }

    private EmbeddedDatabase start() {
        return EmbeddedDatabase.start(data(), progress::add);
    }

    private static String query(EmbeddedDatabase database, String sql) {
        try (var connection = DriverManager.getConnection(database.jdbcUrl());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @Test
    void data_is_there_after_a_restart() {
        try (var first = start()) {
            TestDatabase.execute(first.jdbcUrl(), "CREATE TABLE kept AS SELECT 'text' AS text");
        }
        assertThat(progress).hasSize(2).first().asString().contains("first start");
        progress.clear();

        try (var second = start()) {
            assertThat(query(second, "SELECT text FROM kept")).isEqualTo("text");
        }
        assertThat(progress).containsExactly("Starting PostgreSQL");
    }

    @Test
    void acknowledged_commits_are_durable_and_a_connection_needs_the_password() throws IOException {
        try (var database = start()) {
            for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(query(database, "SHOW " + setting)).as(setting).isEqualTo("on");
            }
            assertThat(query(database, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(query(database, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(database, "SHOW server_version")).startsWith(DataDirectory.MAJOR_VERSION + ".");
            var wrong = database.jdbcUrl().replaceFirst("password=.*", "password=wrong");
            assertThatThrownBy(() -> DriverManager.getConnection(wrong)).isInstanceOf(SQLException.class);
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(data().resolve("postgres-password"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_directory_in_use_is_refused_and_not_changed() {
        try (var first = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(EmbeddedDatabaseFailure.class)
                    .hasMessageContaining("Another Holdfast is using the data directory")
                    .hasMessageContaining(data().toString());
            assertThat(query(first, "SELECT 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void acknowledged_commits_survive_a_process_that_is_killed() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedDatabaseProcess.class.getName(),
                        data().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.lines().anyMatch("written"::equals)).isTrue();
            assertThatThrownBy(this::start).hasMessageContaining("Another Holdfast");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(PostmasterProcess.in(data().resolve("postgres"))).isPresent();

        try (var database = start()) {
            assertThat(progress).first().asString().contains("an earlier run left behind");
            assertThat(query(database, "SELECT text FROM kept")).isEqualTo("acknowledged");
        }
    }

    @Test
    void an_interrupted_first_start_is_repeated() throws IOException {
        Files.createDirectories(data().resolve("postgres-unfinished/base"));
        Files.writeString(data().resolve("postgres-unfinished/postgresql.conf"), "half of it");
        Files.createDirectories(data().resolve("postgres-programs-unfinished/bin"));

        try (var database = start()) {
            assertThat(query(database, "SELECT 'alive'")).isEqualTo("alive");
        }
        assertThat(data().resolve("postgres-unfinished")).doesNotExist();
        assertThat(data().resolve("postgres-programs-unfinished")).doesNotExist();
    }

    @Test
    void a_stale_process_id_of_another_process_does_not_prevent_a_start() throws IOException {
        start().close();
        var own = ProcessHandle.current().pid();
        Files.writeString(
                data().resolve("postgres/postmaster.pid"), own + "\n" + data().resolve("postgres") + "\n1\n1\n\n\n\n");

        try (var database = start()) {
            assertThat(query(database, "SELECT 'alive'")).isEqualTo("alive");
        }
    }

    @Test
    void a_cluster_of_another_version_is_refused_and_not_changed() throws IOException {
        Files.createDirectories(data().resolve("postgres"));
        Files.writeString(data().resolve("postgres/PG_VERSION"), "12\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedDatabaseFailure.class)
                .hasMessageContaining("PostgreSQL 12")
                .hasMessageContaining("pg_dump");
        assertThat(data().resolve("postgres/PG_VERSION")).hasContent("12");
    }

    @Test
    void a_path_that_is_not_a_cluster_is_refused_and_not_changed() throws IOException {
        Files.createDirectories(data());
        Files.writeString(data().resolve("postgres"), "a file");

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedDatabaseFailure.class)
                .hasMessageContaining("Move it away");
        assertThat(data().resolve("postgres")).hasContent("a file");
    }

    @Test
    void a_data_directory_that_cannot_be_created_is_refused() throws IOException {
        Files.writeString(data(), "a file");

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedDatabaseFailure.class)
                .hasMessageContaining(data().toString())
                .hasMessageContaining("--data");
    }

    @Test
    void a_damaged_cluster_is_reported_with_the_name_of_the_log() throws IOException {
        start().close();
        Files.delete(data().resolve("postgres/global/pg_control"));

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedDatabaseFailure.class)
                .hasMessageContaining("postgres.log");
        assertThat(data().resolve("postgres.log")).content().contains("pg_control");
    }
}
