package dev.holdfast.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** A pool of connections to a PostgreSQL. It opens without one that answers, and recovers by itself when one comes back. */
public final class PostgresPool implements AutoCloseable {

    private static final String NOT_POSTGRES = "The database URL is not one of PostgreSQL. It looks like"
            + " jdbc:postgresql://host:5432/database?user=holdfast&password=secret.";

    /** Of what has another form the driver prints the whole, with its password. */
    private static final Pattern FORM = Pattern.compile("jdbc:postgresql:(//[^/?]*/[^/?]*|[^/?]*)(\\?.*)?");

    private final HikariDataSource pool;

    private PostgresPool(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens a pool; connections are made when they are needed.
     *
     * @throws UnusableDatabase if the URL is none of PostgreSQL; its message does not repeat the URL, which may hold a password
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
        // Messages of the server may repeat what people typed.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return new PostgresPool(new HikariDataSource(config));
    }

    private static void requirePostgres(String url) {
        try {
            if (FORM.matcher(url).matches() && DriverManager.getDriver(url) != null) {
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
     * How a pool is used at a moment.
     *
     * @param active connections that somebody uses
     * @param idle connections that nobody uses
     * @param waiting how many wait for one
     * @param max connections that there may be
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
