package dev.holdfast.postgres;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Statements within a transaction that the caller ends. None is retried, because a failure has ended the transaction. */
record JoinedStatements(StoreConnection connection, Handle handle) implements Statements {

    static JoinedStatements of(Connection connection, Schema schema) {
        var jdbi = Jdbi.create(() -> connection);
        Transactions.configure(jdbi, schema, PlainStatement.TIMEOUT);
        // Not closed: the connection is the caller's.
        return new JoinedStatements(new StoreConnection(connection, schema), jdbi.open());
    }

    @Override
    public <T> T read(Function<Handle, T> statement) {
        return once(() -> statement.apply(handle));
    }

    @Override
    public <T> T query(Query<T> query) {
        return once(() -> {
            try {
                return query.run(connection);
            } catch (SQLException e) {
                throw new StatementFailure(e, true);
            }
        });
    }

    @Override
    public <T> T run(Function<Handle, T> statements) {
        return read(statements);
    }

    private static <T> T once(Supplier<T> statement) {
        try {
            return statement.get();
        } catch (JdbiException e) {
            if (FailureKind.of(e) == FailureKind.DEFECT) {
                throw e;
            }
            throw new StoreUnavailable(false, e);
        }
    }

    /** Writes a commit by one statement if that can do it, otherwise as a transaction does. A refusal leaves nothing of it. */
    CommitOutcome write(Commit commit) {
        return CommitStatement.of(commit)
                .flatMap(statement -> query(unused -> inOneStatement(statement)))
                .<CommitOutcome>map(Committed::new)
                .orElseGet(() -> query(unused -> inSteps(commit)));
    }

    /** Empty if nothing was written: the steps find out why. */
    private Optional<LoggedCommit> inOneStatement(CommitStatement statement) throws SQLException {
        var before = connection.connection().setSavepoint();
        try {
            var written = statement.run(connection);
            end(before, written.isPresent());
            return written;
        } catch (SQLException e) {
            if (!FailureKind.isUniqueViolation(e)) {
                throw e;
            }
            end(before, false);
            return Optional.empty();
        }
    }

    private CommitOutcome inSteps(Commit commit) throws SQLException {
        var before = connection.connection().setSavepoint();
        var outcome = new CommitTransaction(handle, commit).run();
        end(before, outcome instanceof Committed);
        return outcome;
    }

    /** Keeps what was written since a savepoint, or undoes it and releases its locks. */
    private void end(Savepoint savepoint, boolean isKept) throws SQLException {
        if (!isKept) {
            connection.connection().rollback(savepoint);
        }
        connection.connection().releaseSavepoint(savepoint);
    }
}
