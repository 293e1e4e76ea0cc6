package dev.holdfast.postgres.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

/** Start and stop of the PostgreSQL server of a data directory, with pg_ctl. */
record PostgresControl(DataDirectory directory, PostgresBinaries binaries) {

    /** Command-line settings, which override the configuration files of the cluster. */
    private static final String SETTINGS = "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories="
            + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=50 -c shared_buffers=64MB";

    /**
     * Several, because another process may take the port between its choice and its use, and because processes of a server
     * that was killed may need a moment to end.
     */
    private static final int ATTEMPTS = 5;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Starts the server on a free port, and returns the port. */
    int start() {
        return start(0);
    }

    /**
     * Starts the server and waits until it accepts connections.
     *
     * @param port the port; 0 for a free one
     * @return the port
     */
    int start(int port) {
        if (PostmasterProcess.in(directory.postgres()).isEmpty()) {
            StalePidFile.in(directory.postgres()).release();
        }
        for (var attempt = 1; ; attempt++) {
            var chosen = port == 0 ? freePort() : port;
            if (startOn(chosen)) {
                return chosen;
            }
            if (PostmasterProcess.in(directory.postgres()).isPresent()) {
                stop();
                throw failure("was not ready within %d minutes".formatted(EmbeddedDatabase.START_TIMEOUT.toMinutes()));
            }
            if (attempt == ATTEMPTS) {
                throw failure("could not start");
            }
            pause();
        }
    }

    private EmbeddedDatabaseFailure failure(String what) {
        return new EmbeddedDatabaseFailure("PostgreSQL %s in %s: %s"
                .formatted(what, directory.postgres(), new ServerLog(directory.log()).reason()));
    }

    private boolean startOn(int port) {
        return binaries.run(
                "pg_ctl",
                List.of(
                        "start",
                        "-D",
                        directory.postgres().toString(),
                        "-o",
                        SETTINGS.formatted(port),
                        "-l",
                        directory.log().toString(),
                        "-w",
                        "-t",
                        Long.toString(EmbeddedDatabase.START_TIMEOUT.toSeconds())));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedDatabaseFailure("Found no free port for PostgreSQL: %s.".formatted(e.getMessage()), e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseFailure("Interrupted while PostgreSQL was starting.", e);
        }
    }

    /**
     * Stops the server, which closes all connections. Returns at once if it has ended already, however it did: pg_ctl would
     * wait for a process that is dead, or signal another one that has its number now.
     *
     * @return true if no server runs any more
     */
    boolean stop() {
        var server = PostmasterProcess.in(directory.postgres());
        if (server.isEmpty()) {
            return true;
        }
        return binaries.run(
                        "pg_ctl",
                        List.of(
                                "stop",
                                "-D",
                                directory.postgres().toString(),
                                "-m",
                                "fast",
                                "-w",
                                "-t",
                                Long.toString(PostmasterProcess.STOP_TIMEOUT.toSeconds())))
                || server.get().hasEnded();
    }
}
