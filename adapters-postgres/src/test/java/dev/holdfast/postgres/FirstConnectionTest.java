package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.StoreUnavailable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Wait for the first connection to a database that is slow, silent or down. */
final class FirstConnectionTest {

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(250);

    private static PostgresPool pool(String url) {
        return PostgresPool.open(new PoolSettings(url, 2, CONNECT_TIMEOUT, Duration.ofSeconds(30)));
    }

    /** A listener that accepts connections and never responds. */
    private static ServerSocket silentServer() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static String url(ServerSocket server) {
        return "jdbc:postgresql://127.0.0.1:%d/x".formatted(server.getLocalPort());
    }

    @Test
    void a_database_that_responds_after_the_connect_timeout_gets_a_connection() throws Exception {
        try (var proxy = new BreakingProxy(TestDatabase.freshDatabase())) {
            proxy.ignoreNext(2);
            try (var pool = pool(proxy.url())) {
                assertThatThrownBy(() -> pool.dataSource().getConnection()).isInstanceOf(SQLException.class);

                pool.awaitConnection(Duration.ofMinutes(1));

                assertThat(pool.usage().idle()).isPositive();
            }
        }
    }

    @Test
    void a_database_that_is_starting_gets_a_connection_when_it_has_started() throws Exception {
        try (var proxy = new BreakingProxy(TestDatabase.freshDatabase())) {
            proxy.refuseNext(Integer.MAX_VALUE);
            try (var pool = pool(proxy.url())) {
                assertThatThrownBy(() -> pool.dataSource().getConnection()).isInstanceOf(SQLException.class);
                proxy.refuseNext(3);

                pool.awaitConnection(Duration.ofMinutes(1));

                assertThat(pool.usage().idle()).isPositive();
            }
        }
    }

    @Test
    void a_database_that_does_not_end_starting_is_unavailable_after_the_longest_wait() throws Exception {
        try (var proxy = new BreakingProxy(TestDatabase.freshDatabase())) {
            proxy.refuseNext(Integer.MAX_VALUE);
            try (var pool = pool(proxy.url())) {

                assertThatThrownBy(() -> pool.awaitConnection(Duration.ofSeconds(3)))
                        .isInstanceOf(StoreUnavailable.class)
                        .hasStackTraceContaining("the database system is starting up");
            }
        }
    }

    @Test
    void a_silent_database_is_unavailable_after_the_longest_wait() throws IOException {
        try (var server = silentServer();
                var pool = pool(url(server))) {

            assertThatThrownBy(() -> pool.awaitConnection(Duration.ofSeconds(3)))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasRootCauseMessage("no response within 3 seconds");
        }
    }

    @Test
    void a_refused_connection_ends_the_wait_with_its_reason() throws IOException {
        var server = silentServer();
        server.close();
        try (var pool = pool(url(server))) {

            assertThatThrownBy(() -> pool.awaitConnection(Duration.ofDays(1)))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasRootCauseInstanceOf(ConnectException.class);
        }
    }
}
