package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What is left in a session of the server, where a pooler may give it to somebody else. */
class PoolerAwareTest {

    private static final int MANY_TIMES = 20; // the driver prepares what it has run five times

    private static final String PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE ? = 1";

    private static DataSource pool(PostgresPool pool) {
        return PoolerAware.of(pool.dataSource());
    }

    private static PostgresPool open(String url) {
        return PostgresPool.open(new PoolSettings(url, 1, Duration.ofSeconds(10), Duration.ofSeconds(30)));
    }

    /** How many statements the session of a connection has prepared after it was used a while. */
    private static int prepared(DataSource database) throws SQLException {
        for (var i = 0; i < MANY_TIMES; i++) {
            try (var connection = database.getConnection()) {
                connection.setAutoCommit(false);
                assertThat(number(connection, "SELECT 41 + ?")).isEqualTo(42);
                connection.commit();
            }
        }
        try (var connection = database.getConnection()) {
            return number(connection, PREPARED);
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, 1);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Test
    void statements_are_prepared_where_the_server_itself_is_spoken_to() throws SQLException {
        try (var pool = open(TestDatabase.freshDatabase())) {
            assertThat(prepared(pool(pool))).isPositive();
        }
    }

    @Test
    void nothing_is_prepared_behind_a_pooler() throws SQLException, IOException {
        try (var pooler = new Pooler(TestDatabase.freshDatabase());
                var pool = open(pooler.url())) {
            assertThat(prepared(pool(pool))).isZero();
        }
    }

    @Test
    void the_store_prepares_nothing_behind_a_pooler() throws SQLException, IOException {
        try (var pooler = new Pooler(TestDatabase.freshDatabase());
                var pool = open(pooler.url())) {
            try (var store = PostgresDocumentStore.in(pool.dataSource())) {
                for (var i = 0; i < MANY_TIMES; i++) {
                    store.checkReady();
                }
            }
            try (var connection = pool.dataSource().getConnection()) {
                assertThat(number(connection, PREPARED)).isZero();
            }
        }
    }
}
