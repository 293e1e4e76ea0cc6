package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Prepared statements in server sessions, with and without a connection pooler. */
final class PoolerAwareDataSourceTest {

    private static final int MANY_TIMES = 20; // the driver prepares a statement after five executions

    private static final String PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE ? = 1";

    private static DataSource pool(PostgresPool pool) {
        return PoolerAwareDataSource.of(pool.dataSource());
    }

    private static PostgresPool open(String url) {
        return PostgresPool.open(new PoolSettings(url, 1, Duration.ofSeconds(10), Duration.ofSeconds(30)));
    }

    /** The number of prepared statements in the session of a connection after many executions. */
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
    void statements_are_prepared_on_a_direct_connection() throws SQLException {
        try (var pool = open(TestDatabase.freshDatabase())) {
            assertThat(prepared(pool(pool))).isPositive();
        }
    }

    @Test
    void no_statement_is_prepared_behind_a_pooler() throws SQLException, IOException {
        try (var pooler = new FakePooler(TestDatabase.freshDatabase());
                var pool = open(pooler.url())) {
            assertThat(prepared(pool(pool))).isZero();
        }
    }

    @Test
    void the_store_prepares_no_statement_behind_a_pooler() throws SQLException, IOException {
        try (var pooler = new FakePooler(TestDatabase.freshDatabase());
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
