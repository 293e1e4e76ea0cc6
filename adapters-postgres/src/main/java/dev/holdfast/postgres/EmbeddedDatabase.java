package dev.holdfast.postgres;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A real PostgreSQL that belongs to this process and keeps its data in a directory across restarts. It is durable: what it
 * has acknowledged survives the end of this process, of PostgreSQL and of the computer. It listens on the loopback address
 * only, on a port of its own choice at each start, and wants a password, which lies in the directory.
 *
 * <p>PostgreSQL outlives a process that is killed. The next start finds it and stops it first.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    static final String USER = "postgres";

    /** Whatever the files of the database say. */
    private static final String SETTINGS = "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories="
            + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=50 -c shared_buffers=64MB";

    /** The first two ports may be taken by somebody else between their choice and their use. */
    private static final int START_ATTEMPTS = 3;

    /** After a crash, the log of what was written last is read first, which can take a while. */
    private static final String START_SECONDS = "300";

    private static final String STOP_SECONDS = "60";

    private final DataDirectory directory;
    private final DataDirectoryLock lock;
    private final PostgresPrograms programs;
    private final int port;

    private EmbeddedDatabase(DataDirectory directory, DataDirectoryLock lock, PostgresPrograms programs, int port) {
        this.directory = directory;
        this.lock = lock;
        this.programs = programs;
        this.port = port;
    }

    /**
     * Starts PostgreSQL, and creates its files if the directory holds none.
     *
     * @param data the directory; made if there is none
     * @param progress is told what takes time, a line each
     * @throws DatabaseCannotStart if another process uses the directory, or it cannot be written, or holds something that this
     *     PostgreSQL cannot work with; the message says what to do
     */
    public static EmbeddedDatabase start(Path data, Consumer<String> progress) {
        var directory = DataDirectory.in(data);
        var lock = DataDirectoryLock.acquire(directory);
        try {
            requireUser();
            var isFirst = !directory.requireCompatible();
            new Leftovers(directory, progress).clear();
            if (isFirst) {
                progress.accept("Preparing PostgreSQL %s in %s (first start only)"
                        .formatted(DataDirectory.MAJOR_VERSION, directory.postgres()));
            }
            var programs = PackedPrograms.ofThisPlatform().unpack(directory);
            if (isFirst) {
                new NewCluster(directory, programs).create();
            }
            progress.accept("Starting PostgreSQL");
            return new EmbeddedDatabase(directory, lock, programs, start(directory, programs));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void requireUser() {
        if ("root".equals(System.getProperty("user.name"))
                && System.getProperty("os.name", "").startsWith("Linux")
                && !LinuxUtils.isUnshareAvailable()) {
            throw new DatabaseCannotStart(
                    "PostgreSQL does not run as root, and this system lets root create no user namespace for it (unshare -U)."
                            + " Start Holdfast as another user, or use a database of your own with --storage postgres.");
        }
    }

    /** Returns the port. */
    private static int start(DataDirectory directory, PostgresPrograms programs) {
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
                    START_SECONDS);
            if (programs.run("pg_ctl", arguments)) {
                return port;
            }
        }
        throw new DatabaseCannotStart("PostgreSQL does not start in %s. Its log says why: %s"
                .formatted(directory.postgres(), directory.log()));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DatabaseCannotStart("There is no free port for PostgreSQL: %s.".formatted(e.getMessage()), e);
        }
    }

    /** Where it can be reached, with user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
                .formatted(port, USER, USER, directory.password());
    }

    /** Stops PostgreSQL, which ends the work of whoever is still connected, and gives the directory free. */
    @Override
    public void close() {
        var stopped = programs.run(
                "pg_ctl",
                List.of("stop", "-D", directory.postgres().toString(), "-m", "fast", "-w", "-t", STOP_SECONDS));
        lock.close();
        if (!stopped && RunningPostgres.in(directory.postgres()).isPresent()) {
            throw new DatabaseCannotStart("PostgreSQL in %s does not stop. Its log may say why: %s"
                    .formatted(directory.postgres(), directory.log()));
        }
    }
}
