package dev.holdfast.postgres;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.KeyedPage;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * Document store on PostgreSQL; several processes may share one database. Between calls it holds no session state and no
 * connection, except one for LISTEN while there are subscriptions to commits.
 */
public final class PostgresDocumentStore implements DocumentStore, AutoCloseable {

    private final Transactions transactions;
    private final GroupCommit groups;
    private final DocumentTurns turns = new DocumentTurns(PlainStatement.TIMEOUT);
    private final CommitListeners listeners;
    private final CommitNotifier notifier;

    private PostgresDocumentStore(Jdbi jdbi, DataSource database) {
        this.transactions = new Transactions(jdbi, database);
        this.groups = new GroupCommit(transactions);
        this.listeners = new CommitListeners(database);
        this.notifier = new CommitNotifier(jdbi);
    }

    /** Creates a store in a migrated database. Close it before its data source. */
    public static PostgresDocumentStore in(DataSource database) {
        var connections = PoolerAwareDataSource.of(database);
        var jdbi = Jdbi.create(connections);
        jdbi.registerArrayType(String.class, "text");
        jdbi.registerArrayType(Boolean.class, "bool");
        jdbi.registerArrayType(Long.class, "int8");
        jdbi.getConfig(SqlStatements.class).setQueryTimeout((int) PlainStatement.TIMEOUT.toSeconds());
        // Exception messages must not contain user text.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        return new PostgresDocumentStore(jdbi, connections);
    }

    /**
     * Creates the tables, or migrates those of an older version and keeps their rows.
     *
     * @throws UnusableDatabase if the database has other tables, an old server version or another encoding than UTF-8
     * @throws StoreUnavailable if the database cannot be reached
     */
    public static void migrate(DataSource database) {
        new Migration(PoolerAwareDataSource.of(database)).run();
    }

    /**
     * Requires the tables of this version, and changes nothing: for a database that a server of another version may be using.
     *
     * @throws UnusableDatabase if the database has no tables of Holdfast, or those of another version
     * @throws StoreUnavailable if the database cannot be reached
     */
    public static void requireMigrated(DataSource database) {
        new Migration(PoolerAwareDataSource.of(database)).requireDone();
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
    public CommitOutcome commit(Commit commit) {
        var outcome = turns.take(commit.document(), () -> transactions.write(commit, groups));
        if (outcome instanceof CommitOutcome.Committed) {
            listeners.notifyListeners(commit.document());
            notifier.notifyCommit(commit.document());
        }
        return outcome;
    }

    @Override
    public Optional<LoggedCommit> commitWithKey(DocumentId document, Author author, String key) {
        return transactions.read(handle -> new LogTables(handle, document).withKey(author, key));
    }

    @Override
    public boolean keep(UnchangedWrite write) {
        return transactions.run(handle -> new UnchangedWrites(handle, write.document()).insert(write));
    }

    @Override
    public Optional<UnchangedWrite> unchangedWithKey(DocumentId document, Author author, String key) {
        return transactions.read(handle -> new UnchangedWrites(handle, document).withKey(author, key));
    }

    @Override
    public Optional<Document> document(DocumentId id) {
        return transactions.query(connection -> new CurrentState(connection).document(id));
    }

    @Override
    public Optional<Document> document(DocumentId id, Hash hash) {
        return transactions.read(handle -> new LogTables(handle, id).version(hash));
    }

    @Override
    public List<Document> documents(String titlePart, Optional<DocumentId> after, int limit) {
        return transactions.read(handle -> new DocumentTable(handle).list(titlePart, after, limit));
    }

    @Override
    public Optional<Segment> segment(SegmentId id) {
        return transactions.query(connection -> new CurrentState(connection).segment(id));
    }

    @Override
    public Optional<DocumentPage> segments(DocumentId id, Set<SegmentId> named) {
        return transactions.query(connection -> new CurrentState(connection).segments(id, named));
    }

    @Override
    public Optional<KeyedPage> segments(DocumentId id, Set<SegmentId> named, Author author, String key) {
        return transactions
                .query(connection -> new CurrentState(connection).segments(id, named, author, key))
                .map(found -> new KeyedPage(found.page(), commitOf(id, found.earlier())));
    }

    /** Reads a commit by its revision; what is in the log does not change, so that it needs no snapshot. */
    private Optional<LoggedCommit> commitOf(DocumentId id, OptionalLong revision) {
        return revision.isEmpty()
                ? Optional.empty()
                : commits(id, revision.getAsLong() - 1, 1).stream().findFirst();
    }

    @Override
    public Optional<DocumentPage> page(DocumentId id, Optional<Position> after, int limit) {
        return transactions.query(connection -> new CurrentState(connection).page(id, after, limit));
    }

    @Override
    public int count(DocumentId id) {
        return transactions.read(handle -> new SegmentTable(handle, id).count());
    }

    @Override
    public Optional<Position> nextPosition(DocumentId id, Optional<Position> after) {
        return transactions.read(handle -> new SegmentTable(handle, id).nextPosition(after));
    }

    @Override
    public Optional<Position> lastPosition(DocumentId id) {
        return transactions.read(handle -> new SegmentTable(handle, id).lastPosition());
    }

    @Override
    public Optional<Revision> revision(SegmentId id, Hash hash) {
        return transactions.read(handle -> new LogTables(handle, id.document()).version(id, hash));
    }

    @Override
    public Optional<Revision> revision(SegmentId id, Version version) {
        return transactions.read(handle -> new LogTables(handle, id.document()).version(id, version));
    }

    @Override
    public List<Revision> history(SegmentId id, Optional<Version> before, int limit) {
        return transactions.read(handle -> new LogTables(handle, id.document()).history(id, before, limit));
    }

    @Override
    public List<Long> revisions(SegmentId id, Version after, Version upTo, int limit) {
        return transactions.read(handle -> new LogTables(handle, id.document()).revisions(id, after, upTo, limit));
    }

    @Override
    public Map<Long, List<Segment>> inserted(DocumentId id, Set<Long> revisions, int limit) {
        return transactions.read(handle -> new LogTables(handle, id).inserted(revisions, limit));
    }

    @Override
    public List<LoggedCommit> commits(DocumentId id, long after, int limit) {
        return transactions.read(handle -> new LogTables(handle, id).after(after, limit));
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
