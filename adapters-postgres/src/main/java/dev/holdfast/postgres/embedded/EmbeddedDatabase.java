package dev.holdfast.postgres.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * PostgreSQL server that belongs to this process and keeps its data in a directory. It is durable: acknowledged commits
 * survive a crash of this process, of PostgreSQL and of the computer. It listens on the loopback address only, on a free
 * port at each start, and requires a password, which is stored in the directory.
 *
 * <p>PostgreSQL keeps running if this process is killed. The next start finds that server and stops it first. If PostgreSQL
 * itself is killed, it is started again.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** The longest a start may take. Long enough for crash recovery, which replays the write-ahead log. */
    public static final Duration START_TIMEOUT = Duration.ofMinutes(5);

    private final PostgresControl control;
    private final DataDirectoryLock lock;
    private final String jdbcUrl;
    private final PostmasterWatch watch;
    private final CompletableFuture<EmbeddedDatabaseFailure> loss = new CompletableFuture<>();

    private EmbeddedDatabase(PostgresControl control, DataDirectoryLock lock, int port, Consumer<String> progress) {
        this.control = control;
        this.lock = lock;
        var role = ServerRole.prepare(
                url(port, ClusterInitializer.USER, control.directory().password()));
        this.jdbcUrl = url(port, ServerRole.NAME, role.password());
        this.watch = new PostmasterWatch(control, port, progress, loss::complete);
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
            var control = new PostgresControl(directory, binaries);
            return started(control, lock, progress);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Starts PostgreSQL on a directory that has a cluster.
     *
     * @throws EmbeddedDatabaseFailure as {@link #start}, and if the directory has no cluster; then nothing was created
     */
    public static EmbeddedDatabase startExisting(Path data, Consumer<String> progress) {
        if (!Files.isDirectory(data.resolve("postgres"))) {
            throw new EmbeddedDatabaseFailure(
                    "There is no database in %s. Name the data directory of the server with --data."
                            .formatted(data.toAbsolutePath().normalize()));
        }
        return start(data, progress);
    }

    /**
     * The JDBC URL of the PostgreSQL that another process runs in a data directory, for reads with the rights of the server; empty
     * if none runs.
     */
    public static Optional<String> urlOfRunning(Path data) {
        var directory = new DataDirectory(data.toAbsolutePath().normalize());
        return PostmasterProcess.in(directory.postgres()).flatMap(running -> {
            var port = running.port();
            return port.isEmpty()
                    ? Optional.empty()
                    : Optional.of(url(port.getAsInt(), ClusterInitializer.USER, directory.password())
                            + "&options=-c%20role%3D" + ServerRole.NAME + "%20-c%20default_transaction_read_only%3Don");
        });
    }

    /** Starts the PostgreSQL of an older major version, under the lock of its directory that the caller holds. */
    static EmbeddedDatabase startOld(
            DataDirectory directory, PostgresBinaries binaries, DataDirectoryLock lock, Consumer<String> progress) {
        requireUserNamespaceForRoot();
        return started(new PostgresControl(directory, binaries), lock, progress);
    }

    static void requireUserNamespaceForRoot() {
        if ("root".equals(System.getProperty("user.name"))
                && System.getProperty("os.name", "").startsWith("Linux")
                && !LinuxUtils.isUnshareAvailable()) {
            throw new EmbeddedDatabaseFailure(
                    "PostgreSQL refuses to run as root, and this system does not allow a user namespace for it (unshare -U)."
                            + " Start Holdfast as another user, or use an existing database with --storage postgres.");
        }
    }

    private static EmbeddedDatabase started(
            PostgresControl control, DataDirectoryLock lock, Consumer<String> progress) {
        var port = control.start();
        try {
            var database = new EmbeddedDatabase(control, lock, port, progress);
            database.watch.start();
            return database;
        } catch (RuntimeException e) {
            control.stop();
            throw e;
        }
    }

    private static String url(int port, String user, String password) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
                .formatted(port, ClusterInitializer.USER, user, password);
    }

    /** The JDBC URL, with user and password. The user owns the tables and is no superuser. */
    public String jdbcUrl() {
        return jdbcUrl;
    }

    /** The log file of PostgreSQL. */
    public Path log() {
        return control.directory().log();
    }

    /**
     * Registers what to do when PostgreSQL has ended by itself and cannot be started again. It is called at once if that
     * has happened already.
     */
    public void onLoss(Consumer<EmbeddedDatabaseFailure> listener) {
        var unused = loss.thenAccept(listener);
    }

    /** Stops PostgreSQL, which closes all connections, and releases the lock of the directory. */
    @Override
    public void close() {
        watch.close();
        var stopped = control.stop();
        lock.close();
        if (!stopped) {
            throw new EmbeddedDatabaseFailure("PostgreSQL in %s did not stop. See its log: %s"
                    .formatted(control.directory().postgres(), log()));
        }
    }
}
