package dev.holdfast.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL that tests use: the one of HOLDFAST_TEST_DATABASE_URL, else one in Docker, else the embedded one. There is
 * always one, so no test has to skip.
 */
public final class TestDatabase {

    private static final String URL = "HOLDFAST_TEST_DATABASE_URL";
    private static final String IMAGE = "HOLDFAST_TEST_IMAGE";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestDatabase() {}

    /** Initialised once, by the first test that asks. */
    private static final class Holder {
        private static final String SERVER = start();
    }

    /** The JDBC URL of a new and empty database, with user and password. */
    public static String freshDatabase() {
        return freshDatabase("UTF8");
    }

    static String freshDatabase(String encoding) {
        var name = "holdfast_test_%d_%d".formatted(ProcessHandle.current().pid(), DATABASES.incrementAndGet());
        if (System.getenv(URL) != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(name)));
        }
        execute(
                Holder.SERVER,
                "CREATE DATABASE %s ENCODING '%s' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
                        .formatted(name, encoding));
        return Holder.SERVER.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + name);
    }

    /** Leaves a server that is not ours as it was. */
    private static void drop(String name) {
        try (var connection = DriverManager.getConnection(Holder.SERVER);
                var sql = connection.createStatement()) {
            sql.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
        } catch (SQLException e) {
            System.out.println("[tests] The database %s was not dropped: %s".formatted(name, e.getMessage()));
        }
    }

    /** Runs a statement in a database. */
    public static void execute(String url, String statement) {
        try (var connection = DriverManager.getConnection(url);
                var sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }

    private static String start() {
        return Optional.ofNullable(System.getenv(URL))
                .map(url -> announced("the database of " + URL, () -> url))
                .orElseGet(() -> dockerAnswers()
                        ? announced("PostgreSQL in Docker", TestDatabase::startContainer)
                        : announced("the embedded PostgreSQL", TestDatabase::startEmbedded));
    }

    private static String announced(String which, Supplier<String> start) {
        System.out.println("[tests] The store is tested with " + which);
        return start.get();
    }

    private static boolean dockerAnswers() {
        var mayBeThere = Files.exists(Path.of("/var/run/docker.sock")) || System.getenv("DOCKER_HOST") != null;
        return mayBeThere && DockerClientFactory.instance().isDockerAvailable();
    }

    /** Testcontainers itself removes it when this process is gone. */
    @SuppressWarnings("resource") // is used until this process ends
    private static String startContainer() {
        var image = Optional.ofNullable(System.getenv(IMAGE)).orElse("postgres:17");
        var container = new PostgreSQLContainer(image);
        container.start();
        return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
                .formatted(
                        container.getHost(),
                        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                        container.getDatabaseName(),
                        container.getUsername(),
                        container.getPassword());
    }

    private static String startEmbedded() {
        try {
            var directory = Files.createTempDirectory("holdfast-test");
            var database = EmbeddedDatabase.start(directory, line -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                database.close();
                delete(directory);
            }));
            return database.jdbcUrl();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
