package dev.holdfast.postgres;

import java.time.Duration;

/**
 * Settings of a connection pool. Parameters in the URL take precedence.
 *
 * @param url the JDBC URL of a PostgreSQL, with user and password
 * @param maxConnections the most connections the pool opens
 * @param connectTimeout the longest a caller waits for a connection
 * @param socketTimeout the longest the database may send nothing before the connection is closed; longer than the statement
 *     timeout
 */
public record PoolSettings(String url, int maxConnections, Duration connectTimeout, Duration socketTimeout) {

    private static final int DEFAULT_MAX_CONNECTIONS = 10;
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration DEFAULT_SOCKET_TIMEOUT = Duration.ofSeconds(30);

    /** The default settings: 10 connections, 4 seconds to connect, 30 seconds without a response. */
    public static PoolSettings of(String url) {
        return new PoolSettings(url, DEFAULT_MAX_CONNECTIONS, DEFAULT_CONNECT_TIMEOUT, DEFAULT_SOCKET_TIMEOUT);
    }
}
