package dev.holdfast.postgres;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.Repeated;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.StoreUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** Statements and transactions of the store: short, and retried where a retry is safe. */
record Transactions(Jdbi jdbi, DataSource database, Schema schema) implements Statements {

    /** Releases the locks of a transaction if this host disappears from the network, long before TCP detects it. */
    static final String SET_IDLE_TIMEOUT = "SET LOCAL idle_in_transaction_session_timeout = '20s'";

    /**
     * Statements on the connections of a data source.
     *
     * @param timeout the longest that one may take
     */
    static Transactions on(DataSource database, Schema schema, Duration timeout) {
        var connections = PoolerAwareDataSource.of(database);
        var jdbi = Jdbi.create(connections);
        configure(jdbi, schema, timeout);
        return new Transactions(jdbi, connections, schema);
    }

    /** Sets what all statements need. Messages of exceptions contain no text of users, no names and no digests. */
    static void configure(Jdbi jdbi, Schema schema, Duration timeout) {
        jdbi.registerArrayType(String.class, "text");
        jdbi.registerArrayType(Boolean.class, "bool");
        jdbi.registerArrayType(Long.class, "int8");
        jdbi.getConfig(SqlStatements.class)
                .setTemplateEngine((sql, context) -> schema.qualified(sql))
                .setQueryTimeout((int) timeout.toSeconds());
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    @Override
    public <T> T read(Function<Handle, T> statement) {
        return retried(() -> jdbi.withHandle(statement::apply));
    }

    @Override
    public <T> T query(Query<T> query) {
        return retried(() -> once(query));
    }

    @Override
    public <T> T run(Function<Handle, T> statements) {
        return retried(() -> jdbi.inTransaction(handle -> {
            handle.execute(SET_IDLE_TIMEOUT);
            return statements.apply(handle);
        }));
    }

    private static <T> T retried(Supplier<T> read) {
        for (var retries = new Retries(); ; ) {
            try {
                return read.get();
            } catch (JdbiException e) {
                retries.prepare(e, false);
            }
        }
    }

    /** Runs a statement in plain JDBC, which is a transaction by itself. */
    <T> T once(Query<T> statement) {
        var isSent = false;
        try (var connection = database.getConnection()) {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            isSent = true;
            return statement.run(new StoreConnection(connection, schema));
        } catch (SQLException e) {
            throw new StatementFailure(e, isSent);
        }
    }

    /**
     * Writes a commit.
     *
     * <p>If the connection breaks after the commit was sent, the outcome is unknown. The commit is then retried: the retry waits
     * for the first transaction to end, and finds the commit's key in the log if it was committed.
     *
     * @throws StoreUnavailable if the database is unavailable; its {@code outcomeUnknown} is true if the commit may be done
     */
    CommitOutcome write(Commit commit, GroupCommit groups) {
        var outcomeUnknown = false;
        for (var retries = new Retries(); ; ) {
            var attempt = new CommitAttempt(this, groups, commit);
            try {
                var outcome = attempt.run();
                return outcomeUnknown && outcome instanceof Repeated own ? new Committed(own.commit()) : outcome;
            } catch (JdbiException e) {
                outcomeUnknown |= attempt.isSent() && !FailureKind.isRolledBack(e);
                retries.prepare(e, outcomeUnknown);
            }
        }
    }
}
