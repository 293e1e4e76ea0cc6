package dev.holdfast.example.store;

import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.storage.CommitRules;
import dev.holdfast.application.storage.CurrentDocument;
import dev.holdfast.application.storage.StoredForm;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rows of one document in one transaction: what the rules of a commit ask for, and what a commit writes. */
record Tables(Sql sql, DocumentId id) implements CurrentDocument {

    /** Failure of a statement where no checked exception fits; the store turns it into an unavailable store. */
    static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        Failed(SQLException failure) {
            super(failure);
            this.failure = failure;
        }

        SQLException failure() {
            return failure;
        }
    }

    private <T> Optional<T> first(Sql.Row<T> mapper, String statement, Object... parameters) {
        try {
            return sql.first(mapper, statement, parameters);
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }

    /** Locks the document until the end of the transaction; false if there is none. */
    boolean lock() {
        return first(row -> row.getString(1), "SELECT id FROM document WHERE id = ? FOR UPDATE", id.value())
                .isPresent();
    }

    @Override
    public Optional<Document> document() {
        return first(
                row -> StoredForm.document(row.getString(1)), "SELECT form FROM document WHERE id = ?", id.value());
    }

    @Override
    public Optional<Instant> lastCommitAt() {
        return first(
                row -> Instant.parse(row.getString(1)), "SELECT last_commit FROM document WHERE id = ?", id.value());
    }

    @Override
    public Optional<Segment> segment(SegmentId segment) {
        return first(
                row -> StoredForm.segment(row.getString(1)),
                "SELECT form FROM segment WHERE document_id = ? AND id = ?",
                id.value(),
                segment.local());
    }

    @Override
    public Optional<SegmentId> at(Position position) {
        return first(
                row -> new SegmentId(id, row.getString(1)),
                "SELECT id FROM segment WHERE document_id = ? AND place = ?",
                id.value(),
                position.digits());
    }

    @Override
    public Optional<LoggedCommit> commitWithKey(Author author, String key) {
        return first(
                row -> StoredForm.commit(row.getString(1)),
                "SELECT form FROM logged_commit WHERE document_id = ? AND author = ? AND verified = ? AND commit_key = ?",
                id.value(),
                author.name(),
                author.verified(),
                key);
    }

    @Override
    public Optional<UnchangedWrite> unchangedWithKey(Author author, String key) {
        return first(
                row -> StoredForm.unchangedWrite(row.getString(1)),
                "SELECT form FROM unchanged_write WHERE document_id = ? AND author = ? AND verified = ? AND commit_key = ?",
                id.value(),
                author.name(),
                author.verified(),
                key);
    }

    /** Writes a commit: the document first, whose primary key decides between two that create it. */
    void write(LoggedCommit commit) throws SQLException {
        var before = document();
        var after = CommitRules.after(before, commit);
        sql.run(
                before.isPresent()
                        ? "UPDATE document SET title_lower = ?, deleted = ?, last_commit = ?, form = ? WHERE id = ?"
                        : "INSERT INTO document (title_lower, deleted, last_commit, form, id) VALUES (?, ?, ?, ?, ?)",
                after.info().title().toLowerCase(Locale.ROOT),
                after.deleted(),
                commit.stamp().at().toString(),
                StoredForm.of(after),
                id.value());
        if (commit.documentChange().isPresent()) {
            sql.run(
                    "INSERT INTO document_version (document_id, hash, form) VALUES (?, ?, ?)",
                    id.value(),
                    after.hash().value(),
                    StoredForm.of(after));
        }
        for (var change : commit.changes()) {
            for (var ofSegment : change.ofSegment().stream().toList()) {
                write(new Revision(commit.revision(), ofSegment));
            }
        }
        sql.run(
                "INSERT INTO logged_commit (document_id, revision, author, verified, commit_key, form) VALUES (?, ?, ?, ?, ?, ?)",
                id.value(),
                commit.revision(),
                commit.stamp().by().name(),
                commit.stamp().by().verified(),
                commit.key().value(),
                StoredForm.of(commit));
    }

    private void write(Revision revision) throws SQLException {
        var segment = revision.segment();
        sql.run(
                "MERGE INTO segment (document_id, id, place, deleted, form) KEY (document_id, id) VALUES (?, ?, ?, ?, ?)",
                id.value(),
                segment.id().local(),
                segment.position().digits(),
                segment.deleted(),
                StoredForm.of(segment));
        sql.run(
                "INSERT INTO segment_version (document_id, segment_id, version, hash, revision, form) VALUES (?, ?, ?, ?, ?, ?)",
                id.value(),
                segment.id().local(),
                segment.version().number(),
                segment.hash().value(),
                revision.revision(),
                StoredForm.of(revision));
    }

    void write(UnchangedWrite write) throws SQLException {
        sql.run(
                "INSERT INTO unchanged_write (document_id, author, verified, commit_key, form) VALUES (?, ?, ?, ?, ?)",
                id.value(),
                write.by().name(),
                write.by().verified(),
                write.key().value(),
                StoredForm.of(write));
    }

    /** Segments that are not deleted, in the order of their positions. */
    List<Segment> live(Optional<Position> after, long limit) throws SQLException {
        return sql.list(
                row -> StoredForm.segment(row.getString(1)),
                "SELECT form FROM segment WHERE document_id = ? AND place > ? AND NOT deleted ORDER BY place LIMIT ?",
                id.value(),
                after.map(Position::digits).orElse(""),
                limit);
    }
}
