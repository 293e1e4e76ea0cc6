package dev.holdfast.postgres;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.Tip;
import dev.holdfast.domain.Version;
import dev.holdfast.postgres.Columns.StampColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Statements on the log of one document: the tables {@code commit} and {@code change}, on one connection. */
record LogTables(Handle handle, DocumentId document) {

    /** Rows that are fetched at once where a log is read one commit at a time; each may hold a long text. */
    private static final int FETCHED_ROWS = 100;

    private static final StampColumns COMMITTED = StampColumns.of("commit_");

    /**
     * OFFSET 0 prevents a join plan. A plan made while the tables were small would read all commits of the document for each
     * change, and PostgreSQL keeps using it after the tables have grown.
     */
    private static final String CHANGES = """
            SELECT revision, segment_id, operation, version, parent, hash, digest, position, kind, content, separator,
                successor, title, media_type, language, media_url,
                commit_hash, commit_by, commit_by_verified, commit_at, key, request_digest
            FROM holdfast.change CROSS JOIN LATERAL (
                SELECT hash AS commit_hash, author AS commit_by, author_verified AS commit_by_verified, at AS commit_at,
                    key, request_digest
                FROM holdfast.commit
                WHERE document_id = :document AND revision = change.revision
                OFFSET 0) AS commit
            WHERE change.document_id = :document
            """;

    /** Inserts a commit at the tip that it made. Returns false if its author has used its key before. */
    boolean append(Commit commit, Tip tip, Stamp stamp) {
        var rows = handle.createUpdate("""
                        INSERT INTO holdfast.commit (document_id, revision, hash, author, author_verified, at, key, request_digest)
                        SELECT :document, :revision, :hash, :by, :verified, CAST(:at AS timestamptz), :key, :requestDigest
                        WHERE NOT EXISTS (
                            SELECT FROM holdfast.unchanged_write
                            WHERE document_id = :document AND author = :by AND author_verified = :verified AND key = :key)
                        ON CONFLICT (document_id, author, author_verified, key) DO NOTHING
                        """)
                .bindMap(Parameters.of(stamp))
                .bind("document", document.value())
                .bind("revision", tip.revision())
                .bind("hash", tip.hash().value())
                .bind("key", commit.key().value())
                .bind("requestDigest", commit.key().request().value())
                .execute();
        return rows == 1;
    }

    /** Inserts the changes of a commit. */
    void append(List<Change> changes, long revision) {
        for (var first = 0; first < changes.size(); first += Parameters.MAX_ROWS) {
            var rows = changes.subList(first, Math.min(changes.size(), first + Parameters.MAX_ROWS)).stream()
                    .map(Parameters::of)
                    .toList();
            append(rows, first, revision);
        }
    }

    private void append(List<Map<String, @Nullable Object>> rows, int first, long revision) {
        var insert = handle.createUpdate("""
            INSERT INTO holdfast.change (document_id, revision, item, segment_id, operation, version, parent, hash, digest,
                position, kind, content, separator, successor, title, media_type, language, media_url)
            SELECT :document, :revision, :first + item - 1, segment, operation, version, parent, hash, digest,
                position, kind, content, separator, successor, title, media_type, language, media_url
            FROM unnest(:segment, :operation, :version, :parent, :hash, :digest,
                    :position, :kind, :content, :separator, :successor, :title, :mediaType, :language, :mediaUrl)
                WITH ORDINALITY AS change (segment, operation, version, parent, hash, digest,
                    position, kind, content, separator, successor, title, media_type, language, media_url, item)
            """)
                .bind("document", document.value())
                .bind("revision", revision)
                .bind("first", first);
        for (var name : rows.get(0).keySet()) {
            var type = name.equals("version") ? Long.class : String.class;
            insert.bindArray(name, type, values(rows, name));
        }
        var inserted = insert.execute();
        if (inserted != rows.size()) {
            throw new IllegalStateException("%d of %d changes were inserted".formatted(inserted, rows.size()));
        }
    }

    /** Collects into a list that allows null. */
    private static List<@Nullable Object> values(List<Map<String, @Nullable Object>> rows, String name) {
        var values = new ArrayList<@Nullable Object>(rows.size());
        rows.forEach(row -> values.add(row.get(name)));
        return values;
    }

    Optional<LoggedCommit> withKey(Author author, String key) {
        return commits(changes("""
            AND revision = (
                SELECT revision FROM holdfast.commit
                WHERE document_id = :document AND author = :author AND author_verified = :verified
                  AND key = :key)
            ORDER BY item
            """)
                        .bind("author", author.name())
                        .bind("verified", author.verified())
                        .bind("key", key))
                .stream()
                .findFirst();
    }

    List<LoggedCommit> after(long revision, int limit) {
        return commits(changes("AND revision > :after AND revision <= :last ORDER BY revision, item")
                .bind("after", revision)
                .bind("last", revision + limit));
    }

    /**
     * Reads commits one at a time, in a transaction, which lets the driver fetch a few rows at a time.
     *
     * @param reader called with each commit
     */
    void read(long revision, long upTo, Consumer<LoggedCommit> reader) {
        var rows = new ArrayList<ChangeRow>();
        changes("AND revision > :after AND revision <= :last ORDER BY revision, item")
                .bind("after", revision)
                .bind("last", upTo)
                .setFetchSize(FETCHED_ROWS)
                .map((row, context) -> changeRow(row))
                .forEach(row -> {
                    if (!rows.isEmpty()
                            && rows.get(0).tip().revision() != row.tip().revision()) {
                        reader.accept(commit(rows));
                        rows.clear();
                    }
                    rows.add(row);
                });
        if (!rows.isEmpty()) {
            reader.accept(commit(rows));
        }
    }

    /** Returns the document with the metadata of the version that has this hash; both are of one moment. */
    Optional<Document> version(Hash hash) {
        return handle.createQuery("SELECT d.*, version.* FROM (" + CurrentState.DOCUMENT.replace("?", ":document")
                        + ") AS d CROSS JOIN (" + CHANGES + "AND segment_id = '' AND hash = :hash) AS version")
                .bind("document", document.value())
                .bind("hash", hash.value())
                .map((row, context) ->
                        DocumentTable.document(row, "d_").with(changeOfDocument(row), COMMITTED.read(row)))
                .findOne();
    }

    Optional<Revision> version(SegmentId segment, Hash hash) {
        return revision(changes("AND segment_id = :segment AND hash = :hash")
                .bind("segment", segment.local())
                .bind("hash", hash.value()));
    }

    Optional<Revision> version(SegmentId segment, Version version) {
        return revision(changes("AND segment_id = :segment AND version = :version")
                .bind("segment", segment.local())
                .bind("version", version.number()));
    }

    List<Revision> history(SegmentId segment, Optional<Version> before, int limit) {
        return changes("AND segment_id = :segment AND version < :before ORDER BY version DESC LIMIT :limit")
                .bind("segment", segment.local())
                .bind("before", before.map(Version::number).orElse(Long.MAX_VALUE))
                .bind("limit", limit)
                .map((row, context) -> revision(row))
                .list();
    }

    List<Long> revisions(SegmentId segment, Version after, Version upTo, int limit) {
        return handle.createQuery("""
            SELECT revision FROM holdfast.change
            WHERE document_id = :document AND segment_id = :segment AND version > :after AND version <= :upTo
            ORDER BY version DESC
            LIMIT :limit
            """)
                .bind("document", document.value())
                .bind("segment", segment.local())
                .bind("after", after.number())
                .bind("upTo", upTo.number())
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    Map<Long, List<Segment>> inserted(Set<Long> revisions, int limit) {
        var inserted = new LinkedHashMap<Long, List<Segment>>();
        changes("AND revision = ANY (:revisions) AND operation = 'insert' ORDER BY revision DESC, item LIMIT :limit")
                .bindArray("revisions", Long.class, revisions)
                .bind("limit", limit)
                .map((row, context) -> revision(row))
                .forEach(revision -> inserted.computeIfAbsent(revision.revision(), unseen -> new ArrayList<>())
                        .add(revision.segment()));
        return inserted;
    }

    private Query changes(String condition) {
        return handle.createQuery(CHANGES + condition).bind("document", document.value());
    }

    private Optional<Revision> revision(Query changes) {
        return changes.map((row, context) -> revision(row)).findOne();
    }

    private record ChangeRow(Tip tip, CommitKey key, Stamp stamp, Change change) {}

    private List<LoggedCommit> commits(Query ordered) {
        var byRevision = new LinkedHashMap<Long, List<ChangeRow>>();
        ordered.map((row, context) -> changeRow(row))
                .forEach(row -> byRevision
                        .computeIfAbsent(row.tip().revision(), revision -> new ArrayList<>())
                        .add(row));
        return byRevision.values().stream().map(this::commit).toList();
    }

    private LoggedCommit commit(List<ChangeRow> rows) {
        var first = rows.get(0);
        var changes = rows.stream().map(ChangeRow::change).toList();
        return new LoggedCommit(
                document, first.tip().revision(), first.tip().hash(), first.key(), first.stamp(), changes);
    }

    private ChangeRow changeRow(ResultSet row) throws SQLException {
        var key = new CommitKey(row.getString("key"), new Digest(row.getString("request_digest")));
        var isOfDocument = row.getString("segment_id").isEmpty();
        var change = isOfDocument ? changeOfDocument(row) : changeOfSegment(row);
        var tip = new Tip(row.getLong("revision"), new Hash(row.getString("commit_hash")));
        return new ChangeRow(tip, key, COMMITTED.read(row), change);
    }

    private Revision revision(ResultSet row) throws SQLException {
        return new Revision(row.getLong("revision"), changeOfSegment(row));
    }

    private Change.OfSegment changeOfSegment(ResultSet row) throws SQLException {
        var operation = Operation.of(row.getString("operation"));
        var after = new Segment(
                new SegmentId(document, row.getString("segment_id")),
                new Position(row.getString("position")),
                Columns.block(row),
                new Version(row.getLong("version")),
                new Hash(row.getString("hash")),
                operation == Operation.DELETE,
                Columns.successor(row, document),
                COMMITTED.read(row));
        return new Change.OfSegment(
                operation,
                new Hash(row.getString("parent")),
                new Digest(row.getString("digest")),
                after,
                row.getString("content") == null);
    }

    private static Change.OfDocument changeOfDocument(ResultSet row) throws SQLException {
        return new Change.OfDocument(
                Operation.of(row.getString("operation")),
                new Version(row.getLong("version")),
                new Hash(row.getString("parent")),
                new Hash(row.getString("hash")),
                new Digest(row.getString("digest")),
                Columns.info(row, ""));
    }
}
