package dev.holdfast.postgres;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.holdfast.postgres.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * PostgreSQL server for tests: the one of HOLDFAST_TEST_DATABASE_URL, otherwise one in Docker, otherwise the embedded one, which
 * HOLDFAST_TEST_EMBEDDED=true chooses in any case.
 * One is always available, so no test is skipped.
 */
public final class TestDatabase {

    private static final String URL = "HOLDFAST_TEST_DATABASE_URL";
    private static final String IMAGE = "HOLDFAST_TEST_IMAGE";
    private static final String EMBEDDED = "HOLDFAST_TEST_EMBEDDED";
    private static final long PULL_MINUTES = 5;
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestDatabase() {}

    /** Lazy initialization by the first test that needs a database. */
    private static final class Holder {
        private static final String SERVER = start();
    }

    /** Creates an empty database and returns its JDBC URL, with user and password. */
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

    /** Drops a database of a server that is not stopped after the tests. */
    private static void drop(String name) {
        try (var connection = DriverManager.getConnection(Holder.SERVER);
                var sql = connection.createStatement()) {
            sql.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
        } catch (SQLException e) {
            System.out.println("[tests] Could not drop the database %s: %s".formatted(name, e.getMessage()));
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
        if (Boolean.parseBoolean(System.getenv(EMBEDDED))) {
            return start("the embedded PostgreSQL, because of " + EMBEDDED, TestDatabase::startEmbedded);
        }
        return Optional.ofNullable(System.getenv(URL))
                .map(url -> start("the database of " + URL, () -> url))
                .orElseGet(() -> isDockerAvailable()
                        ? start("PostgreSQL in Docker", TestDatabase::startContainer)
                        : start("the embedded PostgreSQL", TestDatabase::startEmbedded));
    }

    private static String start(String server, Supplier<String> start) {
        System.out.println("[tests] Database: " + server);
        return start.get();
    }

    private static boolean isDockerAvailable() {
        var isConfigured = Files.exists(Path.of("/var/run/docker.sock")) || System.getenv("DOCKER_HOST") != null;
        return isConfigured && DockerClientFactory.instance().isDockerAvailable();
    }

    /** Testcontainers removes the container after this process has ended. */
    @SuppressWarnings("resource") // used until this process ends
    private static String startContainer() {
        var image = Optional.ofNullable(System.getenv(IMAGE)).orElse("postgres:17");
        var container = new PostgreSQLContainer(image);
        requireImage(image);
        container.start();
        return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
                .formatted(
                        container.getHost(),
                        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                        container.getDatabaseName(),
                        container.getUsername(),
                        container.getPassword());
    }

    /** Fetches the image once; the tests would each try for minutes where no registry can be reached. */
    private static void requireImage(String image) {
        var docker = DockerClientFactory.instance().client();
        try {
            docker.inspectImageCmd(image).exec();
            return;
        } catch (NotFoundException e) {
            System.out.println("[tests] Fetching the image " + image);
        }
        try {
            if (docker.pullImageCmd(image).start().awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES)) {
                return;
            }
        } catch (DockerException e) {
            System.out.println("[tests] " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException(
                "Docker has no image %s and cannot fetch it. Load it with 'docker load', name another with %s, or set %s=true for the embedded PostgreSQL."
                        .formatted(image, IMAGE, EMBEDDED));
    }

    private static String startEmbedded() {
        try {
            var directory = Files.createTempDirectory("holdfast-test");
            var database = EmbeddedDatabase.start(directory, line -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                database.close();
                delete(directory);
            }));
            return asAdministrator(database.jdbcUrl(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of an embedded database with the superuser, who may create databases. */
    public static String asAdministrator(String url, Path data) throws IOException {
        var password = Files.readString(data.resolve("postgres-password")).strip();
        return url.replaceFirst("user=.*", "user=postgres&password=" + password);
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
