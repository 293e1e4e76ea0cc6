package dev.holdfast.postgres;

import dev.holdfast.domain.Change;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitHash;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Stamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commit of edits of segments as one statement, without a transaction around it.
 *
 * <p>Its first part locks the document's row, as {@link CommitTransaction} does, so that the two wait for each other and never
 * lock in opposite orders. Each further part takes its rows from parts before: segments that are not all at the expected
 * versions mean that nothing is written, no revision, no commit and no change. PostgreSQL compares a hash again if another
 * transaction changed the segment while the statement waited. A key, an id or a position that is in use fails a unique index,
 * and with it the whole statement.
 *
 * <p>Every part names the document by a parameter, inserts name their columns, and what is assigned is immutable, so that a
 * distributed PostgreSQL can run the statement on the machine of the document.
 */
sealed interface CommitStatement permits SegmentCommit, BatchCommit {

    /**
     * Locks the document, whose row the following parts need, unless its key belongs to a write that changed nothing. One that
     * came while the statement waited for the lock is not in its snapshot, and shows by the count in the row.
     */
    String LOCK = """
            WITH locked AS (
                SELECT tip_at FROM holdfast.document
                WHERE id = ? AND NOT deleted
                  AND unchanged_writes = (SELECT unchanged_writes FROM holdfast.document WHERE id = ?)
                  AND NOT EXISTS (
                    SELECT FROM holdfast.unchanged_write
                    WHERE document_id = ? AND author = ? AND author_verified = ? AND key = ?)
                FOR UPDATE
            ),
            """;

    /** Advances the document, to be followed by the part that allows it. */
    String ADVANCE = """
            advanced AS (
                UPDATE holdfast.document
                SET %s
                FROM %%s
                WHERE document.id = ?
                RETURNING document.revision, document.tip, document.tip_at
            ), logged AS (
                INSERT INTO holdfast.commit (document_id, revision, hash, author, author_verified, at, key, request_digest)
                SELECT ?, revision, tip, ?, ?, to_timestamp(tip_at / 1000.0), ?, ? FROM advanced
            ),
            """.formatted(DocumentTable.COMMIT.replaceAll(":[a-z]+", "?"));

    Commit commit();

    List<NewVersion> versions();

    String sql();

    /** Binds the parts before the document is advanced. */
    void bindEdits(PlainStatement statement) throws SQLException;

    /** Binds the part that logs the changes. */
    void bindChanges(PlainStatement statement) throws SQLException;

    /** The statement for a commit; empty if only a transaction can do it. */
    static Optional<CommitStatement> of(Commit commit) {
        if (commit.documentEdit().isPresent() || !commit.conditionChecks().isEmpty()) {
            return Optional.empty();
        }
        var versions = commit.edits().stream().map(NewVersion::of).toList();
        if (versions.size() == 1) {
            return Optional.of(new SegmentCommit(commit, versions.get(0)));
        }
        return BatchCommit.fits(versions) ? Optional.of(new BatchCommit(commit, versions)) : Optional.empty();
    }

    /**
     * Runs the statement.
     *
     * @return the commit; empty if the document or a segment is not as its edit expects, and then nothing was written
     */
    default Optional<LoggedCommit> run(StoreConnection connection) throws SQLException {
        try (var statement = connection.prepare(sql())) {
            bindLock(statement);
            bindEdits(statement);
            bindAdvance(statement);
            bindChanges(statement);
            var rows = statement.rows();
            return rows.next() ? Optional.of(logged(rows)) : Optional.empty();
        }
    }

    default String document() {
        return commit().document().value();
    }

    default long millis() {
        return commit().stamp().at().toEpochMilli();
    }

    /** Binds name and kind of the author. */
    default PlainStatement bindAuthor(PlainStatement statement) throws SQLException {
        var author = commit().stamp().by();
        return statement.text(author.name()).flag(author.verified());
    }

    private void bindLock(PlainStatement statement) throws SQLException {
        statement.text(document()).text(document()).text(document());
        bindAuthor(statement).text(commit().key().value());
    }

    private void bindAdvance(PlainStatement statement) throws SQLException {
        var key = commit().key();
        var made = versions().stream().map(NewVersion::made).toList();
        var contents = CommitHash.contents(commit().document(), commit().stamp().by(), key.digest(), made);
        statement
                .number(millis())
                .number(millis())
                .bytes(contents.bytes())
                .text(document())
                .text(document());
        bindAuthor(statement).text(key.value()).text(key.request().value());
    }

    /** The commit of the current row and of those after it. */
    default LoggedCommit logged(ResultSet rows) throws SQLException {
        var revision = rows.getLong("revision");
        var tip = new Hash(rows.getString("tip"));
        var stamp = new Stamp(commit().stamp().by(), Instant.ofEpochMilli(rows.getLong("tip_at")));
        return new LoggedCommit(commit().document(), revision, tip, commit().key(), stamp, changes(rows, stamp));
    }

    /** The changes in the order of the edits; the rows come in any order. */
    private List<Change> changes(ResultSet rows, Stamp stamp) throws SQLException {
        if (versions().size() == 1) {
            return List.of(versions().get(0).change(rows, stamp));
        }
        Map<String, NewVersion> wanted = new HashMap<>();
        versions().forEach(version -> wanted.put(version.local(), version));
        Map<String, Change> changes = new HashMap<>();
        do {
            var local = rows.getString("id");
            changes.put(
                    local, Optional.ofNullable(wanted.get(local)).orElseThrow().change(rows, stamp));
        } while (rows.next());
        return versions().stream()
                .map(version ->
                        Optional.ofNullable(changes.get(version.local())).orElseThrow())
                .toList();
    }
}
