package dev.holdfast.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.domain.StoreUnavailable;
import java.net.SocketTimeoutException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Connection pool for a PostgreSQL database. It opens even while the database is down, and reconnects by itself. */
public final class PostgresPool implements AutoCloseable {

    private static final String NOT_POSTGRES = "The database URL is not a PostgreSQL URL. Expected the form"
            + " jdbc:postgresql://host:5432/database?user=holdfast&password=secret.";

    /** Checked first, because the driver logs a malformed URL with its password. */
    private static final Pattern URL_FORM = Pattern.compile("jdbc:postgresql:(//[^/?]*/[^/?]*|[^/?]*)(\\?.*)?");

    /** Between attempts to reach a database that is being started. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final HikariDataSource pool;

    private PostgresPool(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens a pool. Connections are opened on demand.
     *
     * @throws UnusableDatabase if the URL is not a PostgreSQL URL; the message does not repeat it, because it may contain a
     *     password
     */
    public static PostgresPool open(PoolSettings settings) {
        requirePostgres(settings.url());
        var config = new HikariConfig();
        config.setPoolName("holdfast");
        config.setJdbcUrl(settings.url());
        config.setMaximumPoolSize(settings.maxConnections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "holdfast");
        config.addDataSourceProperty("connectTimeout", seconds(settings.connectTimeout()));
        config.addDataSourceProperty("socketTimeout", seconds(settings.socketTimeout()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // Server messages may contain user text.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return new PostgresPool(new HikariDataSource(config));
    }

    private static void requirePostgres(String url) {
        try {
            if (URL_FORM.matcher(url).matches() && DriverManager.getDriver(url) != null) {
                return;
            }
        } catch (SQLException e) {
            throw new UnusableDatabase(NOT_POSTGRES, e);
        }
        throw new UnusableDatabase(NOT_POSTGRES);
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }

    public DataSource dataSource() {
        return pool;
    }

    /**
     * Waits until the first connection is open, longer than the connect timeout if the database is starting or slow to
     * respond, as on a busy computer.
     *
     * @param maxWait the longest wait for such a database. A failure with another reason ends the wait.
     * @throws StoreUnavailable if there is no connection; the root cause gives the reason
     */
    public void awaitConnection(Duration maxWait) {
        var start = System.nanoTime();
        while (true) {
            try {
                pool.getConnection().close();
                return;
            } catch (SQLException e) {
                if (!isSlow(e)) {
                    throw new StoreUnavailable(false, e);
                }
                if (System.nanoTime() - start > maxWait.toNanos()) {
                    throw new StoreUnavailable(false, FailureKind.isStarting(e) ? e : noResponse(maxWait, e));
                }
            }
        }
    }

    /**
     * Waits for a database that is still being started, also if nothing listens at its address yet. Returns when it responds, when it
     * refuses user or password, or at the end of the wait: what is wrong then shows in the next use.
     *
     * @param wait the longest wait; none if it is zero
     */
    public void awaitStart(Duration wait) {
        var start = System.nanoTime();
        while (System.nanoTime() - start < wait.toNanos()) {
            try {
                pool.getConnection().close();
                return;
            } catch (SQLException e) {
                if (FailureKind.isLoginRefused(e) || !isPauseOver()) {
                    return;
                }
            }
        }
    }

    /** Pauses before the next attempt; returns false if the thread is interrupted. */
    private static boolean isPauseOver() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns true for a timeout of the pool, of the driver's login or of a socket, and for a database that is starting. */
    private static boolean isSlow(SQLException failure) {
        if (!(failure instanceof SQLTransientConnectionException)) {
            return false;
        }
        var reason = failure.getCause();
        return reason == null
                || FailureKind.isStarting(reason)
                || reason.getCause() instanceof SocketTimeoutException
                || (reason.getCause() == null && FailureKind.isUnableToConnect(reason));
    }

    private static SQLException noResponse(Duration maxWait, SQLException last) {
        var failure =
                new SQLTransientConnectionException("no response within %d seconds".formatted(maxWait.toSeconds()));
        failure.addSuppressed(last);
        return failure;
    }

    /**
     * Snapshot of the pool's usage.
     *
     * @param active connections in use
     * @param idle open connections not in use
     * @param waiting threads waiting for a connection
     * @param max the most connections the pool opens
     */
    public record Usage(int active, int idle, int waiting, int max) {}

    public Usage usage() {
        var now = pool.getHikariPoolMXBean();
        return new Usage(
                now.getActiveConnections(),
                now.getIdleConnections(),
                now.getThreadsAwaitingConnection(),
                pool.getMaximumPoolSize());
    }

    /** Closes every connection. */
    @Override
    public void close() {
        pool.close();
    }
}
