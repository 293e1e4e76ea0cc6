package dev.holdfast.example.store;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.storage.CommitListeners;
import dev.holdfast.application.storage.CommitRules;
import dev.holdfast.application.storage.StoredForm;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.engine.Constants;

/** Document store on H2, for one process. */
public final class H2DocumentStore implements DocumentStore {

    private static final String TABLES = "RUNSCRIPT FROM 'classpath:dev/holdfast/example/store/tables.sql'";

    /** Unique index violated: another transaction created the document meanwhile. */
    private static final int DUPLICATE_KEY = 23505;

    private final DataSource database;
    private final CommitListeners listeners = new CommitListeners();

    private H2DocumentStore(DataSource database) {
        this.database = database;
    }

    /** A store in a database, whose tables are created if they are missing. */
    public static H2DocumentStore in(DataSource database) {
        var store = new H2DocumentStore(database);
        store.transaction(Connection.TRANSACTION_READ_COMMITTED, sql -> {
            sql.run(TABLES);
            return true;
        });
        return store;
    }

    private interface Work<T> {
        T in(Sql sql) throws SQLException;
    }

    /** Runs a transaction; it is rolled back if it fails. */
    private <T> T transaction(int isolation, Work<T> work) {
        try (var connection = database.getConnection()) {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            try {
                var result = work.in(new Sql(connection));
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new StoreUnavailable(false, e);
        } catch (Tables.Failed e) {
            throw new StoreUnavailable(false, e.failure());
        }
    }

    /** Reads in a transaction that sees one moment. */
    private <T> T read(Work<T> work) {
        return transaction(Constants.TRANSACTION_SNAPSHOT, work);
    }

    private interface TablesWork<T> {
        T in(Tables tables) throws SQLException;
    }

    private <T> T of(DocumentId id, TablesWork<T> work) {
        return read(sql -> work.in(new Tables(sql, id)));
    }

    @Override
    public CommitOutcome commit(Commit commit) {
        var outcome = written(commit);
        if (outcome instanceof Committed) {
            listeners.wake(commit.document());
        }
        return outcome;
    }

    /** Starts again while another transaction creates the document. */
    private CommitOutcome written(Commit commit) {
        while (true) {
            try {
                var outcome = transaction(
                        Connection.TRANSACTION_READ_COMMITTED,
                        sql -> written(commit, new Tables(sql, commit.document())));
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            } catch (StoreUnavailable e) {
                if (!(e.getCause() instanceof SQLException failure) || failure.getErrorCode() != DUPLICATE_KEY) {
                    throw e;
                }
            }
        }
    }

    /**
     * Under the lock of the document nothing changes that the rules look at. Without a document there is nothing to lock; if it
     * came while they looked, they may have seen a part of it.
     */
    private static Optional<CommitOutcome> written(Commit commit, Tables tables) throws SQLException {
        var isLocked = tables.lock();
        var outcome = CommitRules.apply(commit, tables);
        if (outcome instanceof Committed committed) {
            tables.write(committed.commit());
        } else if (!isLocked && tables.document().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(outcome);
    }

    @Override
    public boolean keep(UnchangedWrite write) {
        return transaction(Connection.TRANSACTION_READ_COMMITTED, sql -> {
            var tables = new Tables(sql, write.document());
            var key = write.key().value();
            var isNew = tables.lock()
                    && tables.commitWithKey(write.by(), key).isEmpty()
                    && tables.unchangedWithKey(write.by(), key).isEmpty();
            if (isNew) {
                tables.write(write);
            }
            return isNew;
        });
    }

    @Override
    public Optional<LoggedCommit> commitWithKey(DocumentId document, Author author, String key) {
        return of(document, tables -> tables.commitWithKey(author, key));
    }

    @Override
    public Optional<UnchangedWrite> unchangedWithKey(DocumentId document, Author author, String key) {
        return of(document, tables -> tables.unchangedWithKey(author, key));
    }

    @Override
    public Optional<Document> document(DocumentId id) {
        return of(id, Tables::document);
    }

    @Override
    public Optional<Document> document(DocumentId id, Hash hash) {
        return of(id, tables -> {
            var version = tables.sql()
                    .first(
                            row -> StoredForm.document(row.getString(1)),
                            "SELECT form FROM document_version WHERE document_id = ? AND hash = ?",
                            id.value(),
                            hash.value());
            return version.flatMap(found -> tables.document().map(now -> found.at(now.tip())));
        });
    }

    @Override
    public List<Document> documents(String titlePart, Optional<DocumentId> after, int limit) {
        return read(sql -> sql.list(
                row -> StoredForm.document(row.getString(1)),
                "SELECT form FROM document WHERE id > ? AND NOT deleted AND LOCATE(?, title_lower) > 0 ORDER BY id LIMIT ?",
                after.map(DocumentId::value).orElse(""),
                titlePart.toLowerCase(Locale.ROOT),
                limit));
    }

    @Override
    public Optional<Segment> segment(SegmentId id) {
        return of(id.document(), tables -> tables.segment(id));
    }

    @Override
    public Optional<DocumentPage> segments(DocumentId id, Set<SegmentId> named) {
        return of(
                id,
                tables -> tables.document().map(document -> {
                    var found = named.stream()
                            .flatMap(segment -> tables.segment(segment).stream())
                            .toList();
                    return new DocumentPage(document, found, false);
                }));
    }

    @Override
    public Optional<DocumentPage> page(DocumentId id, Optional<Position> after, int limit) {
        return of(id, tables -> {
            var live = tables.live(after, limit + 1L);
            var more = live.size() > limit;
            return tables.document()
                    .map(document -> new DocumentPage(document, more ? live.subList(0, limit) : live, more));
        });
    }

    @Override
    public int count(DocumentId id) {
        return read(sql -> sql.first(
                        row -> row.getInt(1),
                        "SELECT count(*) FROM segment WHERE document_id = ? AND NOT deleted",
                        id.value())
                .orElseThrow());
    }

    @Override
    public Optional<Position> nextPosition(DocumentId id, Optional<Position> after) {
        return read(sql -> sql.first(
                row -> new Position(row.getString(1)),
                "SELECT place FROM segment WHERE document_id = ? AND place > ? ORDER BY place LIMIT 1",
                id.value(),
                after.map(Position::digits).orElse("")));
    }

    @Override
    public Optional<Position> lastPosition(DocumentId id) {
        return read(sql -> sql.first(
                row -> new Position(row.getString(1)),
                "SELECT place FROM segment WHERE document_id = ? ORDER BY place DESC LIMIT 1",
                id.value()));
    }

    private List<Revision> versions(SegmentId id, String condition, Object value, int limit) {
        return read(sql -> sql.list(
                row -> StoredForm.revision(row.getString(1)),
                "SELECT form FROM segment_version WHERE document_id = ? AND segment_id = ? AND " + condition
                        + " ORDER BY version DESC LIMIT ?",
                id.document().value(),
                id.local(),
                value,
                limit));
    }

    @Override
    public Optional<Revision> revision(SegmentId id, Hash hash) {
        return versions(id, "hash = ?", hash.value(), 1).stream().findFirst();
    }

    @Override
    public Optional<Revision> revision(SegmentId id, Version version) {
        return versions(id, "version = ?", version.number(), 1).stream().findFirst();
    }

    @Override
    public List<Revision> history(SegmentId id, Optional<Version> before, int limit) {
        return versions(id, "version < ?", before.map(Version::number).orElse(Long.MAX_VALUE), limit);
    }

    @Override
    public List<Long> revisions(SegmentId id, Version after, Version upTo, int limit) {
        return read(sql -> sql.list(
                row -> row.getLong(1),
                "SELECT revision FROM segment_version WHERE document_id = ? AND segment_id = ? AND version > ? AND version <= ?"
                        + " ORDER BY version DESC LIMIT ?",
                id.document().value(),
                id.local(),
                after.number(),
                upTo.number(),
                limit));
    }

    @Override
    public Map<Long, List<Segment>> inserted(DocumentId id, Set<Long> revisions, int limit) {
        return read(sql -> {
            var inserted = new LinkedHashMap<Long, List<Segment>>();
            var left = limit;
            for (var revision :
                    revisions.stream().sorted(Comparator.reverseOrder()).toList()) {
                var segments = sql
                        .list(
                                row -> StoredForm.commit(row.getString(1)),
                                "SELECT form FROM logged_commit WHERE document_id = ? AND revision = ?",
                                id.value(),
                                revision)
                        .stream()
                        .flatMap(commit -> commit.changes().stream())
                        .filter(change -> change.operation() == Operation.INSERT)
                        .flatMap(change -> change.segment().stream())
                        .limit(left)
                        .toList();
                if (!segments.isEmpty()) {
                    inserted.put(revision, segments);
                    left -= segments.size();
                }
            }
            return inserted;
        });
    }

    @Override
    public List<LoggedCommit> commits(DocumentId id, long after, int limit) {
        return read(sql -> sql.list(
                row -> StoredForm.commit(row.getString(1)),
                "SELECT form FROM logged_commit WHERE document_id = ? AND revision > ? ORDER BY revision LIMIT ?",
                id.value(),
                after,
                limit));
    }

    @Override
    public Subscription onCommit(Consumer<DocumentId> listener) {
        return listeners.subscribe(listener);
    }
}
