package dev.holdfast.postgres.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * PostgreSQL server that belongs to this process and keeps its data in a directory. It is durable: acknowledged commits
 * survive a crash of this process, of PostgreSQL and of the computer. It listens on the loopback address only, on a free
 * port at each start, and requires a password, which is stored in the directory.
 *
 * <p>PostgreSQL keeps running if this process is killed. The next start finds that server and stops it first.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** Command-line settings, which override the configuration files of the cluster. */
    private static final String SETTINGS = "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories="
            + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=50 -c shared_buffers=64MB";

    /** Several, because another process may take the port between its choice and its use. */
    private static final int START_ATTEMPTS = 3;

    /** The longest a start may take. Long enough for crash recovery, which replays the write-ahead log. */
    public static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    private final DataDirectory directory;
    private final DataDirectoryLock lock;
    private final PostgresBinaries binaries;
    private final int port;

    private EmbeddedDatabase(DataDirectory directory, DataDirectoryLock lock, PostgresBinaries binaries, int port) {
        this.directory = directory;
        this.lock = lock;
        this.binaries = binaries;
        this.port = port;
    }

    /**
     * Starts PostgreSQL, and initializes the cluster if the directory has none.
     *
     * @param data the data directory; created if missing
     * @param progress called with a line for each step that takes time
     * @throws EmbeddedDatabaseFailure if another process uses the directory, or it is not writable, or its cluster is
     *     incompatible; the message gives the remedy
     */
    public static EmbeddedDatabase start(Path data, Consumer<String> progress) {
        var directory = DataDirectory.in(data);
        var lock = DataDirectoryLock.acquire(directory);
        try {
            requireUserNamespaceForRoot();
            var isFirst = !directory.hasCluster();
            new CrashCleanup(directory, progress).run();
            if (isFirst) {
                progress.accept("Preparing PostgreSQL %s in %s (first start only)"
                        .formatted(DataDirectory.MAJOR_VERSION, directory.postgres()));
            }
            var binaries = BinaryArchive.ofThisPlatform().unpack(directory);
            if (isFirst) {
                new ClusterInitializer(directory, binaries).run();
            }
            progress.accept("Starting PostgreSQL");
            return new EmbeddedDatabase(directory, lock, binaries, start(directory, binaries));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void requireUserNamespaceForRoot() {
        if ("root".equals(System.getProperty("user.name"))
                && System.getProperty("os.name", "").startsWith("Linux")
                && !LinuxUtils.isUnshareAvailable()) {
            throw new EmbeddedDatabaseFailure(
                    "PostgreSQL refuses to run as root, and this system does not allow a user namespace for it (unshare -U)."
                            + " Start Holdfast as another user, or use an existing database with --storage postgres.");
        }
    }

    /** Starts the server and returns its port. */
    private static int start(DataDirectory directory, PostgresBinaries binaries) {
        for (var i = 0; i < START_ATTEMPTS; i++) {
            var port = freePort();
            var arguments = List.of(
                    "start",
                    "-D",
                    directory.postgres().toString(),
                    "-o",
                    SETTINGS.formatted(port),
                    "-l",
                    directory.log().toString(),
                    "-w",
                    "-t",
                    Long.toString(START_TIMEOUT.toSeconds()));
            if (binaries.run("pg_ctl", arguments)) {
                return port;
            }
        }
        throw new EmbeddedDatabaseFailure(
                "PostgreSQL could not start in %s. See its log: %s".formatted(directory.postgres(), directory.log()));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure("Found no free port for PostgreSQL: %s.".formatted(e.getMessage()), e);
        }
    }

    /** The JDBC URL, with user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
                .formatted(port, ClusterInitializer.USER, ClusterInitializer.USER, directory.password());
    }

    /** The log file of PostgreSQL. */
    public Path log() {
        return directory.log();
    }

    /** Stops PostgreSQL, which closes all connections, and releases the lock of the directory. */
    @Override
    public void close() {
        var stopped = binaries.run(
                "pg_ctl",
                List.of(
                        "stop",
                        "-D",
                        directory.postgres().toString(),
                        "-m",
                        "fast",
                        "-w",
                        "-t",
                        Integer.toString(PostmasterProcess.STOP_SECONDS)));
        lock.close();
        if (!stopped && PostmasterProcess.in(directory.postgres()).isPresent()) {
            throw new EmbeddedDatabaseFailure(
                    "PostgreSQL in %s did not stop. See its log: %s".formatted(directory.postgres(), directory.log()));
        }
    }
}
