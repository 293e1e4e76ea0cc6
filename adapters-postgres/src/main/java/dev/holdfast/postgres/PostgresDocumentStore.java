package dev.holdfast.postgres;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Document store on PostgreSQL; several processes may share one database. Between calls it holds no session state and no
 * connection, except one for LISTEN while there are subscriptions to commits.
 *
 * <p>Its tables lie in a {@link Schema} of their own, which every statement names: the data source may be that of another
 * application, with tables and migrations of its own.
 */
public final class PostgresDocumentStore extends StoredDocuments implements AutoCloseable {

    private final Transactions transactions;
    private final GroupCommit groups;
    private final DocumentTurns turns = new DocumentTurns(PlainStatement.TIMEOUT);
    private final CommitListeners listeners;
    private final CommitNotifier notifier;

    private PostgresDocumentStore(Transactions transactions) {
        this.transactions = transactions;
        this.groups = new GroupCommit(transactions);
        this.listeners = new CommitListeners(transactions);
        this.notifier = new CommitNotifier(transactions);
    }

    /** Creates a store in the default schema of a migrated database. Close it before its data source. */
    public static PostgresDocumentStore in(DataSource database) {
        return in(database, Schema.DEFAULT);
    }

    /** Creates a store in a schema of a migrated database. Close it before its data source. */
    public static PostgresDocumentStore in(DataSource database, Schema schema) {
        return new PostgresDocumentStore(Transactions.on(database, schema, PlainStatement.TIMEOUT));
    }

    /** Migrates the default schema, as {@link #migrate(DataSource, Schema)} does. */
    public static void migrate(DataSource database) {
        migrate(database, Schema.DEFAULT);
    }

    /**
     * Creates schema and tables, or migrates those of an older version and keeps their rows. Tables that a version without a
     * schema of its own left in {@code public} are moved. All of it is one transaction. Other tables, and the history of other
     * migrations, are left alone.
     *
     * @throws UnusableDatabase if the schema has other tables, or may not be created, or the database has an old server version
     *     or another encoding than UTF-8; nothing was changed, and the message gives the remedy
     * @throws StoreUnavailable if the database cannot be reached
     */
    public static void migrate(DataSource database, Schema schema) {
        new Migration(PoolerAwareDataSource.of(database), schema).run();
    }

    /**
     * Requires the tables of this version, and changes nothing: for a database that a server of another version may be using.
     *
     * @throws UnusableDatabase if the database has no tables of Holdfast, or those of another version
     * @throws StoreUnavailable if the database cannot be reached
     */
    public static void requireMigrated(DataSource database, Schema schema) {
        new Migration(PoolerAwareDataSource.of(database), schema).requireDone();
    }

    /**
     * Runs a trivial query.
     *
     * @throws StoreUnavailable if the database does not respond
     */
    public void checkReady() {
        var unused = transactions.read(
                handle -> handle.select("SELECT 1").mapTo(Integer.class).one());
    }

    @Override
    Statements statements() {
        return transactions;
    }

    @Override
    public CommitOutcome commit(Commit commit) {
        var outcome = turns.take(commit.document(), () -> transactions.write(commit, groups));
        if (outcome instanceof CommitOutcome.Committed) {
            report(commit.document());
        }
        return outcome;
    }

    /** Wakes those who follow a document, in this process and in others. */
    void report(DocumentId document) {
        listeners.notifyListeners(document);
        notifier.notifyCommit(document);
    }

    /**
     * A store within a transaction that the caller has begun on a connection of its own, so that edits of segments and rows of
     * the caller's tables are committed together, or not at all. What it costs stands at {@link JoinedDocumentStore}.
     *
     * @param transaction a connection to the database of this store, not in autocommit mode
     * @throws IllegalArgumentException if the connection is in autocommit mode
     * @throws StoreUnavailable if the connection is broken
     */
    public JoinedDocumentStore within(Connection transaction) {
        return JoinedDocumentStore.of(this, transactions, transaction);
    }

    /**
     * Work in one transaction with edits of segments.
     *
     * @param <T> the result
     */
    @FunctionalInterface
    public interface Work<T> {

        /**
         * Does the work. It neither commits nor closes the connection.
         *
         * @param store the documents, as this transaction sees them
         * @param connection the connection of the transaction, for the caller's own statements
         * @throws SQLException of the caller's own statements
         */
        T in(JoinedDocumentStore store, Connection connection) throws SQLException;
    }

    /**
     * Does work in a transaction on a connection of the data source, and commits it. If the work throws, the transaction is
     * rolled back. Those who follow the documents are told after the commit.
     *
     * @throws SQLException of the work
     * @throws StoreUnavailable if the database is unavailable; its {@code outcomeUnknown} is true if the commit was sent
     */
    public <T> T inTransaction(Work<T> work) throws SQLException {
        return new OwnTransaction(transactions.database(), this).run(work);
    }

    @Override
    public Subscription onCommit(Consumer<DocumentId> listener) {
        return listeners.subscribe(listener);
    }

    /** Ends all subscriptions and notifications. The data source stays open. */
    @Override
    public void close() {
        listeners.close();
        notifier.close();
    }
}
