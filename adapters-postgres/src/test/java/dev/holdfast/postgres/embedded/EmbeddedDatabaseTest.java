package dev.holdfast.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.holdfast.postgres.PoolSettings;
import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.PostgresPool;
import dev.holdfast.postgres.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Start, stop, durability and refusals of the embedded database. */
final class EmbeddedDatabaseTest {

    private static final Duration WAIT = Duration.ofSeconds(40);

    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private final List<String> progress = new CopyOnWriteArrayList<>();

    private Path data() {
        return temporary.resolve("data");
    }

    /** Copies the directory of a database that was started and stopped before, because a first start takes seconds. */
    private void prepare() throws IOException {
        var stopped = shared.resolve("data");
        if (!Files.exists(stopped)) {
            EmbeddedDatabase.start(stopped, line -> {}).close();
        }
        try (var paths = Files.walk(stopped)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                var copy = data().resolve(stopped.relativize(path).toString());
                Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            }
        }
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
    void a_directory_in_use_is_refused_and_not_changed() throws IOException {
        prepare();
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
        prepare();
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
        prepare();
        var own = ProcessHandle.current().pid();
        Files.writeString(
                data().resolve("postgres/postmaster.pid"), own + "\n" + data().resolve("postgres") + "\n1\n1\n\n\n\n");

        try (var database = start()) {
            assertThat(query(database, "SELECT 'alive'")).isEqualTo("alive");
        }
    }

    /** Leaves what a PostgreSQL leaves that was killed, with another process id in it. */
    private void leaveBehind(long pid) throws IOException {
        var cluster = data().resolve("postgres");
        Files.writeString(
                cluster.resolve("postmaster.pid"),
                "%d\n%s\n1\n5432\n\n127.0.0.1\n  1234567         0\nready   \n".formatted(pid, cluster));
    }

    @Test
    void a_stale_process_id_of_a_thread_of_this_process_does_not_prevent_a_start() throws IOException {
        prepare();
        leaveBehind(otherThread());

        try (var database = start()) {
            assertThat(query(database, "SELECT 'alive'")).isEqualTo("alive");
        }
    }

    private static long otherThread() throws IOException {
        try (var threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.map(thread -> Long.parseLong(thread.getFileName().toString()))
                    .filter(thread -> thread != ProcessHandle.current().pid())
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void a_stale_process_id_of_a_process_of_the_same_user_does_not_prevent_a_start_and_it_lives_on()
            throws IOException, InterruptedException {
        prepare();
        var other = new ProcessBuilder("sleep", "600").start();
        try {
            leaveBehind(other.pid());

            try (var database = start()) {
                assertThat(query(database, "SELECT 'alive'")).isEqualTo("alive");
            }
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "\u0000\u0000\u0000\u0000"})
    void a_process_id_file_that_was_not_written_to_its_end_does_not_prevent_a_start(String written) throws IOException {
        prepare();
        Files.writeString(data().resolve("postgres/postmaster.pid"), written);

        try (var database = start()) {
            assertThat(query(database, "SELECT 'alive'")).isEqualTo("alive");
        }
    }

    private void killPostgres() {
        var killed = PostmasterProcess.in(data().resolve("postgres")).orElseThrow();
        killed.process().destroyForcibly();
        await(killed::hasEnded);
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static boolean responds(EmbeddedDatabase database) {
        try (var connection = DriverManager.getConnection(database.jdbcUrl())) {
            return connection.isValid(10);
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void a_postgres_that_is_killed_is_started_again_with_all_acknowledged_commits() throws IOException {
        prepare();
        try (var database = start()) {
            TestDatabase.execute(database.jdbcUrl(), "CREATE TABLE kept AS SELECT 'text' AS text");

            killPostgres();

            await(() -> responds(database));
            assertThat(query(database, "SELECT text FROM kept")).isEqualTo("text");
            assertThat(progress).anyMatch(line -> line.contains("ended by itself"));
        }
    }

    @Test
    void a_postgres_that_cannot_be_started_again_is_reported_once_with_the_reason() throws IOException {
        prepare();
        var losses = new CopyOnWriteArrayList<EmbeddedDatabaseFailure>();
        try (var database = start()) {
            database.onLoss(losses::add);
            Files.delete(data().resolve("postgres/global/pg_control"));

            killPostgres();

            await(() -> !losses.isEmpty());
            assertThat(losses)
                    .singleElement()
                    .asString()
                    .contains("could not find the database system", "postgres.log");
        }
    }

    @Test
    void a_postgres_that_was_killed_does_not_delay_the_end() throws IOException {
        prepare();
        assertTimeoutPreemptively(WAIT, () -> {
            var database = start();
            killPostgres();
            database.close();
        });
    }

    /** In a container without an init process, nobody takes notice of the end of a process whose parent has ended. */
    @Test
    void a_dead_process_of_which_its_parent_takes_no_notice_has_ended() throws IOException, InterruptedException {
        var parent = new ProcessBuilder("sh", "-c", "true & exec sleep 600").start();
        try {
            await(() -> parent.children().findAny().isPresent());
            var dead = new PostmasterProcess(data(), parent.children().findAny().orElseThrow());

            await(dead::hasEnded);

        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    void the_server_is_no_superuser() throws IOException {
        prepare();
        try (var database = start()) {
            assertThat(query(database, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("f");
            assertThat(query(database, "SELECT current_user")).isEqualTo("holdfast");
            assertThatThrownBy(() -> query(database, "COPY (SELECT 1) TO PROGRAM 'true'"))
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void the_tables_of_a_directory_of_the_superuser_are_handed_over() throws IOException {
        try (var first = start()) {
            var administrator = TestDatabase.asAdministrator(first.jdbcUrl(), data());
            TestDatabase.execute(administrator, "DROP OWNED BY holdfast; DROP ROLE holdfast");
            try (var pool = PostgresPool.open(PoolSettings.of(administrator))) {
                PostgresDocumentStore.migrate(pool.dataSource());
            }
            TestDatabase.execute(administrator, "CREATE TABLE kept AS SELECT 'text' AS text");
        }

        try (var second = start();
                var pool = PostgresPool.open(PoolSettings.of(second.jdbcUrl()))) {
            PostgresDocumentStore.migrate(pool.dataSource());
            TestDatabase.execute(
                    second.jdbcUrl(), "ALTER TABLE kept ADD more text; ALTER TABLE holdfast.document ADD more text");
            assertThat(query(second, "SELECT text FROM kept")).isEqualTo("text");
        }
    }

    @Test
    void a_cluster_of_another_version_is_refused_and_not_changed() throws IOException {
        Files.createDirectories(data().resolve("postgres"));
        Files.writeString(data().resolve("postgres/PG_VERSION"), "12\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedDatabaseFailure.class)
                .hasMessageContaining("PostgreSQL 12")
                .hasMessageContaining("holdfast upgrade");
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
        prepare();
        Files.delete(data().resolve("postgres/global/pg_control"));

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedDatabaseFailure.class)
                .hasMessageContaining("postgres.log");
        assertThat(data().resolve("postgres.log")).content().contains("pg_control");
    }
}
