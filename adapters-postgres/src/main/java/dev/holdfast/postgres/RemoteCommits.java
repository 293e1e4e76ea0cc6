package dev.holdfast.postgres;

import dev.holdfast.domain.DocumentId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of the commits of other processes, on a thread and a connection of its own, until it is closed. When the connection
 * breaks it makes another. What happens meanwhile is not heard, nor is anything behind a PgBouncer in transaction mode:
 * followers poll.
 */
final class RemoteCommits implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(RemoteCommits.class);

    /** Closing takes about as long; a notification is heard at once. */
    private static final Duration WAIT = Duration.ofMillis(250);

    /** After so many waits without a word, the connection is asked whether it lives. */
    private static final int WAITS_BEFORE_CHECK = 40;

    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MIN_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final DataSource database;
    private final Consumer<DocumentId> wake;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "holdfast-listen");

    // Belongs to the thread.
    private Duration pause = MIN_PAUSE;

    private RemoteCommits(DataSource database, Consumer<DocumentId> wake) {
        this.database = database;
        this.wake = wake;
        thread.setDaemon(true);
    }

    /**
     * Begins to listen.
     *
     * @param wake is told which document changed; must return at once
     */
    static RemoteCommits of(DataSource database, Consumer<DocumentId> wake) {
        var commits = new RemoteCommits(database, wake);
        commits.thread.start();
        return commits;
    }

    private void run() {
        try {
            while (!isClosing()) {
                listen();
                if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Listens until it is closed, or the connection breaks. */
    private void listen() {
        try (var connection = database.getConnection()) {
            try {
                listen(connection);
            } catch (SQLException e) {
                connection.abort(Runnable::run); // nobody else may get it from a pool while it listens
                throw e;
            }
        } catch (SQLException e) {
            if (pause.equals(MIN_PAUSE)) {
                LOGGER.warn(
                        "Commits of other processes are not heard now, but found by polling: {}",
                        String.valueOf(e.getMessage()));
            } else {
                LOGGER.debug("Commits of other processes are still not heard", e);
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        execute(connection, "LISTEN " + Announcer.CHANNEL);
        pause = MIN_PAUSE;
        var silent = 0;
        while (!isClosing()) {
            var heard = connection.unwrap(PGConnection.class).getNotifications((int) WAIT.toMillis());
            silent = heard.length == 0 ? silent + 1 : 0;
            for (var notification : heard) {
                if (DocumentId.isId(notification.getParameter())) {
                    wake.accept(new DocumentId(notification.getParameter()));
                }
            }
            if (silent >= WAITS_BEFORE_CHECK) {
                requireAlive(connection);
                silent = 0;
            }
        }
        execute(connection, "UNLISTEN *");
    }

    private static void requireAlive(Connection connection) throws SQLException {
        if (!connection.isValid((int) CHECK_TIMEOUT.toSeconds())) {
            throw new SQLException("The connection does not answer");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Stops soon, and does not wait for that. */
    void stop() {
        closing.countDown();
    }

    /** Stops, and gives the connection back before it returns, unless the database keeps silent. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
