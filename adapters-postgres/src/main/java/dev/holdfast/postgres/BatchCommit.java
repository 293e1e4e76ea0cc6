package dev.holdfast.postgres;

import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Commit of a small batch of edits, as one statement. The segments to be updated are locked and compared first; the rest is done
 * only if all of them were found.
 */
record BatchCommit(Commit commit, List<NewVersion> versions) implements CommitStatement {

    private static final int MAX_EDITS = 100;

    private static final String EDITS = """
            edit AS (
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY
                    AS edit (id, operation, expected, hash, digest, content, position, kind, separator, successor, number)
            ), matched AS (
                SELECT segment.id
                FROM locked CROSS JOIN edit JOIN holdfast.segment ON segment.id = edit.id
                WHERE segment.document_id = ? AND segment.hash = edit.expected
                    AND segment.deleted = (edit.operation = 'restore')
                FOR UPDATE OF segment
            ), complete AS (
                SELECT tip_at FROM locked WHERE (SELECT count(*) FROM matched) = ?
            ), updated AS (
                UPDATE holdfast.segment
                SET content = coalesce(edit.content, segment.content), successor = edit.successor,
                    deleted = edit.operation = 'delete', version = segment.version + 1, hash = edit.hash, updated_by = ?,
                    updated_by_verified = ?, updated_at = to_timestamp(greatest(complete.tip_at, ?) / 1000.0)
                FROM complete, edit
                WHERE segment.document_id = ? AND segment.id = edit.id AND segment.hash = edit.expected
                    AND segment.deleted = (edit.operation = 'restore')
                RETURNING segment.id, segment.position, segment.kind, segment.content, segment.separator, segment.version
            ), inserted AS (
                INSERT INTO holdfast.segment (document_id, id, position, kind, content, separator, version, hash, deleted,
                    updated_by, updated_by_verified, updated_at)
                SELECT ?, edit.id, edit.position, edit.kind, edit.content, edit.separator, 1, edit.hash, false,
                    ?, ?, to_timestamp(greatest(complete.tip_at, ?) / 1000.0)
                FROM complete, edit
                WHERE edit.operation = 'insert'
                RETURNING segment.id, segment.position, segment.kind, segment.content, segment.separator, segment.version
            ), written AS (
                SELECT * FROM updated UNION ALL SELECT * FROM inserted
            ),
            """;

    private static final String CHANGES = """
            changed AS (
                INSERT INTO holdfast.change (document_id, revision, item, segment_id, operation, version, parent, hash, digest,
                    position, kind, content, separator, successor)
                SELECT ?, advanced.revision, edit.number - 1, edit.id, edit.operation, written.version, edit.expected,
                    edit.hash, edit.digest, written.position, written.kind, written.content, written.separator,
                    edit.successor
                FROM advanced CROSS JOIN edit JOIN written ON written.id = edit.id
            )
            SELECT revision, tip, tip_at, id, position, kind, content, separator, version FROM written, advanced
            """;

    private static final String BATCH = LOCK + EDITS + ADVANCE.formatted("complete") + CHANGES;

    /** A move may take a place that another one leaves, which only the transaction refuses. */
    static boolean fits(List<NewVersion> versions) {
        return versions.size() <= MAX_EDITS
                && versions.stream().allMatch(version -> version.edit().operation() != Operation.MOVE);
    }

    @Override
    public String sql() {
        return BATCH;
    }

    @Override
    public void bindEdits(PlainStatement statement) throws SQLException {
        bind(statement, NewVersion::local);
        bind(statement, version -> version.edit().operation().label());
        bind(statement, version -> version.edit().expected().value());
        bind(statement, version -> version.hash().value());
        bind(statement, version -> version.digest().value());
        bind(statement, version -> version.edit().text().map(Content::text).orElse(null));
        bind(statement, version -> version.edit().place().map(Position::digits).orElse(null));
        bind(
                statement,
                version -> version.edit() instanceof Edit.Insert insert
                        ? insert.block().kind().label()
                        : null);
        bind(
                statement,
                version -> version.edit() instanceof Edit.Insert insert
                        ? insert.block().separator()
                        : null);
        bind(
                statement,
                version -> version.edit().successor().map(SegmentId::local).orElse(null));
        statement
                .text(document())
                .number(versions.stream().filter(version -> !version.isInsert()).count());
        bindAuthor(statement).number(millis()).text(document());
        bindAuthor(statement.text(document())).number(millis());
    }

    private void bind(PlainStatement statement, Function<NewVersion, @Nullable String> value) throws SQLException {
        statement.texts(versions, value);
    }

    @Override
    public void bindChanges(PlainStatement statement) throws SQLException {
        statement.text(document());
    }
}
