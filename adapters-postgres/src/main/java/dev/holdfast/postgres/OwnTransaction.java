package dev.holdfast.postgres;

import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.postgres.PostgresDocumentStore.Work;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Transaction that the store begins and ends around work of a caller. */
record OwnTransaction(DataSource database, PostgresDocumentStore store) {

    <T> T run(Work<T> work) throws SQLException {
        try (var connection = open()) {
            var joined = store.within(connection);
            var result = done(work, joined, connection);
            commit(connection);
            joined.committed();
            return result;
        }
    }

    private Connection open() {
        try {
            var connection = database.getConnection();
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw new StoreUnavailable(false, e);
        }
    }

    private static <T> T done(Work<T> work, JoinedDocumentStore joined, Connection connection) throws SQLException {
        var isDone = false;
        try {
            var result = work.in(joined, connection);
            isDone = true;
            return result;
        } finally {
            if (!isDone) {
                rollBack(connection);
            }
        }
    }

    /** Rolls back; a connection that cannot do so is broken, and its transaction ends with it. */
    private static void rollBack(Connection connection) throws SQLException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            connection.abort(Runnable::run);
        }
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new StoreUnavailable(!FailureKind.isRolledBack(e), e);
        }
    }
}
