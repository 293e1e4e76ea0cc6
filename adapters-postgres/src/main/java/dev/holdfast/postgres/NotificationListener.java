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
 * Background thread that receives PostgreSQL notifications (LISTEN) about the commits of other processes, on a dedicated
 * connection. It reconnects when the connection breaks. Notifications sent meanwhile are lost, and none arrive through
 * PgBouncer in transaction mode; followers therefore poll as well.
 */
final class NotificationListener implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(NotificationListener.class);

    /** Longest wait for notifications, and so about the time that closing takes. Notifications arrive at once. */
    private static final Duration WAIT = Duration.ofMillis(250);

    /** Number of waits without a notification after which the connection is validated. */
    private static final int WAITS_BEFORE_CHECK = 40;

    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MIN_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final DataSource database;
    private final String channel;
    private final Consumer<DocumentId> listener;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "holdfast-listen");

    // Used by the thread only.
    private Duration pause = MIN_PAUSE;

    private NotificationListener(DataSource database, String channel, Consumer<DocumentId> listener) {
        this.database = database;
        this.channel = channel;
        this.listener = listener;
        thread.setDaemon(true);
    }

    /**
     * Starts the thread.
     *
     * @param listener called with the id of each changed document; must return at once
     */
    static NotificationListener start(DataSource database, String channel, Consumer<DocumentId> listener) {
        var started = new NotificationListener(database, channel, listener);
        started.thread.start();
        return started;
    }

    private void run() {
        try {
            while (!isClosing()) {
                listenOnce();
                if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenOnce() {
        try {
            listen();
        } catch (RuntimeException | Error e) { // of any type: otherwise nobody would listen any more
            LOGGER.error("Listening for commits of other processes failed and is tried again", e);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Receives notifications until this listener is closed or the connection breaks. */
    private void listen() {
        try (var connection = database.getConnection()) {
            try {
                listen(connection);
            } catch (SQLException e) {
                connection.abort(Runnable::run); // a pool must not reuse a connection that still listens
                throw e;
            }
        } catch (SQLException e) {
            if (pause.equals(MIN_PAUSE)) {
                LOGGER.warn(
                        "Lost the connection for notifications; commits of other processes are found by polling until it is back: {}",
                        String.valueOf(e.getMessage()));
            } else {
                LOGGER.debug("The connection for notifications is still down", e);
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        execute(connection, "LISTEN " + channel);
        pause = MIN_PAUSE;
        var idleWaits = 0;
        while (!isClosing()) {
            var notifications = connection.unwrap(PGConnection.class).getNotifications((int) WAIT.toMillis());
            idleWaits = notifications.length == 0 ? idleWaits + 1 : 0;
            for (var notification : notifications) {
                if (DocumentId.isId(notification.getParameter())) {
                    listener.accept(new DocumentId(notification.getParameter()));
                }
            }
            if (idleWaits >= WAITS_BEFORE_CHECK) {
                requireValid(connection);
                idleWaits = 0;
            }
        }
        execute(connection, "UNLISTEN *");
    }

    private static void requireValid(Connection connection) throws SQLException {
        if (!connection.isValid((int) CHECK_TIMEOUT.toSeconds())) {
            throw new SQLException("The connection is not valid any more");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Stops the thread without waiting for its end. */
    void stop() {
        closing.countDown();
    }

    /** Stops the thread and returns its connection first, unless the database does not respond in time. */
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
