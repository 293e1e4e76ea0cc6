package dev.holdfast.postgres;

import java.time.Duration;

/**
 * How connections are made. What the URL itself says takes precedence.
 *
 * @param url the JDBC URL of a PostgreSQL, with user and password
 * @param maxConnections how many at most
 * @param connectTimeout how long a caller waits for a connection
 * @param socketTimeout how long the database may be silent before the connection is given up; longer than any statement may
 *     take
 */
public record PoolSettings(String url, int maxConnections, Duration connectTimeout, Duration socketTimeout) {

    private static final int DEFAULT_MAX_CONNECTIONS = 10;
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration DEFAULT_SOCKET_TIMEOUT = Duration.ofSeconds(30);

    /** What suits most. */
    public static PoolSettings of(String url) {
        return new PoolSettings(url, DEFAULT_MAX_CONNECTIONS, DEFAULT_CONNECT_TIMEOUT, DEFAULT_SOCKET_TIMEOUT);
    }
}
