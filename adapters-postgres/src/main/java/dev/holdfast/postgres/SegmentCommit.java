package dev.holdfast.postgres;

import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import java.sql.SQLException;
import java.util.List;

/** Commit of one edit of one segment, as one statement. */
record SegmentCommit(Commit commit, NewVersion version) implements CommitStatement {

    private static final String UPDATE = """
            written AS (
                UPDATE holdfast.segment
                SET content = coalesce(?, segment.content), position = coalesce(?, segment.position), successor = ?,
                    deleted = ?, version = segment.version + 1, hash = ?, updated_by = ?, updated_by_verified = ?,
                    updated_at = to_timestamp(greatest(locked.tip_at, ?) / 1000.0)
                FROM locked
                WHERE segment.document_id = ? AND segment.id = ? AND segment.hash = ? AND segment.deleted = ?
            """;

    private static final String INSERT = """
            written AS (
                INSERT INTO holdfast.segment (document_id, id, position, kind, content, separator, version, hash, deleted,
                    updated_by, updated_by_verified, updated_at)
                SELECT ?, ?, ?, ?, ?, ?, 1, ?, false, ?, ?, to_timestamp(greatest(locked.tip_at, ?) / 1000.0)
                FROM locked
            """;

    private static final String LOG = """
                RETURNING segment.position, segment.kind, segment.content, segment.separator, segment.version,
                    segment.successor
            ),
            """ + ADVANCE.formatted("written") + """
            changed AS (
                INSERT INTO holdfast.change (document_id, revision, item, segment_id, operation, version, parent, hash, digest,
                    position, kind, content, separator, successor)
                SELECT ?, advanced.revision, 0, ?, ?, written.version, ?, ?, ?,
                    written.position, written.kind, written.content, written.separator, written.successor
                FROM written, advanced
            )
            SELECT revision, tip, tip_at, position, kind, content, separator, version FROM written, advanced
            """;

    private static final String UPDATE_COMMIT = LOCK + UPDATE + LOG;
    private static final String INSERT_COMMIT = LOCK + INSERT + LOG;

    @Override
    public List<NewVersion> versions() {
        return List.of(version);
    }

    @Override
    public String sql() {
        return version.isInsert() ? INSERT_COMMIT : UPDATE_COMMIT;
    }

    @Override
    public void bindEdits(PlainStatement statement) throws SQLException {
        if (version.edit() instanceof Edit.Insert insert) {
            statement
                    .text(document())
                    .text(version.local())
                    .text(insert.position().digits())
                    .text(insert.block().kind().label())
                    .text(insert.block().content().text())
                    .text(insert.block().separator());
            bindVersion(statement);
        } else {
            bindUpdate(statement, version.edit());
        }
    }

    private void bindUpdate(PlainStatement statement, Edit edit) throws SQLException {
        statement
                .text(edit.newContent().map(Content::text).orElse(null))
                .text(edit.place().map(Position::digits).orElse(null))
                .text(edit.successor().map(SegmentId::local).orElse(null))
                .flag(edit.operation() == Operation.DELETE);
        bindVersion(statement);
        statement
                .text(document())
                .text(version.local())
                .text(edit.expected().value())
                .flag(edit.operation() == Operation.RESTORE);
    }

    /** Binds hash, author and time. */
    private void bindVersion(PlainStatement statement) throws SQLException {
        bindAuthor(statement.text(version.hash().value())).number(millis());
    }

    @Override
    public void bindChanges(PlainStatement statement) throws SQLException {
        statement
                .text(document())
                .text(version.local())
                .text(version.edit().operation().label())
                .text(version.edit().expected().value())
                .text(version.hash().value())
                .text(version.digest().value());
    }
}
