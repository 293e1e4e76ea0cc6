package dev.holdfast.postgres;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Document store within a transaction of the caller, who begins and ends it: what is committed here is done when that transaction is
 * committed, together with the caller's own rows, and never if it is rolled back. It sees what the transaction has written. Use
 * it in one thread, and for one transaction.
 *
 * <p>A commit that is refused, because a segment is stale or for another reason, undoes its own statements only (to a savepoint): the
 * rows of the caller stay, and the transaction can go on or be rolled back, as the caller decides.
 *
 * <p>What it costs: the lock of the document is held until the end of the transaction, so other writers of the document wait
 * for it, ten seconds at most. A commit takes three round trips instead of one (savepoint, statement, release) and shares no statement with
 * others. Nothing is retried: after a {@link StoreUnavailable}, which a deadlock or a serialization failure is too, roll back and
 * repeat the whole transaction. Transactions that edit several documents should do so in the order of their ids.
 */
public final class JoinedDocumentStore extends StoredDocuments {

    private final PostgresDocumentStore store;
    private final JoinedStatements statements;
    private final Set<DocumentId> changed = new LinkedHashSet<>();

    private JoinedDocumentStore(PostgresDocumentStore store, JoinedStatements statements) {
        this.store = store;
        this.statements = statements;
    }

    static JoinedDocumentStore of(PostgresDocumentStore store, Transactions transactions, Connection connection) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalArgumentException(
                        "The connection is in autocommit mode, so that nothing could be committed together."
                                + " Begin a transaction first: connection.setAutoCommit(false).");
            }
            PoolerAwareDataSource.of(transactions.database()).checkInTransaction(connection);
            return new JoinedDocumentStore(store, JoinedStatements.of(connection, transactions.schema()));
        } catch (SQLException e) {
            throw new StoreUnavailable(false, e);
        }
    }

    @Override
    Statements statements() {
        return statements;
    }

    /**
     * Writes a commit, which is done when the caller commits.
     *
     * @throws StoreUnavailable if the database is unavailable, did not get the lock of the document in time, or found a deadlock;
     *     the transaction has to be rolled back
     */
    @Override
    public CommitOutcome commit(Commit commit) {
        var outcome = statements.write(commit);
        if (outcome instanceof Committed) {
            changed.add(commit.document());
        }
        return outcome;
    }

    /**
     * Says that the transaction was committed: wakes those who follow the changed documents, in this process and in others. Without it, they
     * find the commits by polling, some seconds later. After a rollback there is nothing to say.
     */
    public void committed() {
        changed.forEach(store::report);
        changed.clear();
    }

    /** Subscribes to the commits of the store, as {@link DocumentStore#onCommit} does: to those of other transactions too. */
    @Override
    public Subscription onCommit(Consumer<DocumentId> listener) {
        return store.onCommit(listener);
    }
}
