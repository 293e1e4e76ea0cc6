package dev.holdfast.postgres;

import dev.holdfast.domain.CommitHash;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Operation;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Several commits, each of one replacement in a document of its own, as one statement. Each is made or not made by itself, as
 * by {@link SegmentCommit}, whose parts these are. A document that another transaction holds is not waited for, so that no
 * commit is delayed by its neighbours, and statements never wait for each other in a circle.
 */
final class GroupStatement {

    private static final String SQL = """
            WITH edit AS (
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    AS edit (document_id, id, content, expected, hash, digest, author, author_verified, millis, contents,
                        key, request)
            ), locked AS (
                SELECT edit.*, free.tip_at
                FROM edit CROSS JOIN LATERAL (
                    SELECT tip_at FROM holdfast.document
                    WHERE id = edit.document_id AND NOT deleted
                      AND unchanged_writes = (SELECT unchanged_writes FROM holdfast.document WHERE id = edit.document_id)
                      AND NOT EXISTS (
                        SELECT FROM holdfast.unchanged_write AS earlier
                        WHERE earlier.document_id = edit.document_id AND earlier.author = edit.author
                          AND earlier.author_verified = edit.author_verified AND earlier.key = edit.key)
                    FOR UPDATE SKIP LOCKED
                ) AS free
            ), written AS (
                UPDATE holdfast.segment
                SET content = locked.content, successor = NULL, version = segment.version + 1, hash = locked.hash,
                    updated_by = locked.author, updated_by_verified = locked.author_verified,
                    updated_at = to_timestamp(greatest(locked.tip_at, locked.millis) / 1000.0)
                FROM locked
                WHERE segment.document_id = locked.document_id AND segment.id = locked.id
                  AND segment.hash = locked.expected AND NOT segment.deleted
                RETURNING segment.document_id, segment.id, segment.position, segment.kind, segment.content,
                    segment.separator, segment.version, locked.expected, locked.hash, locked.digest, locked.author,
                    locked.author_verified, locked.millis, locked.contents, locked.key, locked.request
            ), advanced AS (
                UPDATE holdfast.document
                SET %s
                FROM written
                WHERE document.id = written.document_id
                RETURNING written.*, document.revision, document.tip, document.tip_at
            ), logged AS (
                INSERT INTO holdfast.commit (document_id, revision, hash, author, author_verified, at, key, request_digest)
                SELECT document_id, revision, tip, author, author_verified, to_timestamp(tip_at / 1000.0), key, request
                FROM advanced
            ), changed AS (
                INSERT INTO holdfast.change (document_id, revision, item, segment_id, operation, version, parent, hash, digest,
                    position, kind, content, separator)
                SELECT document_id, revision, 0, id, 'replace', version, expected, hash, digest, position, kind, content,
                    separator
                FROM advanced
            )
            SELECT locked.document_id, revision, tip, advanced.tip_at, position, kind, advanced.content, separator, version
            FROM locked LEFT JOIN advanced ON advanced.document_id = locked.document_id
            """.formatted(
                    DocumentTable.COMMIT.replace(":millis", "written.millis").replace(":contents", "written.contents"));

    private final List<SegmentCommit> commits;

    /**
     * Creates a statement.
     *
     * @param commits the commits, no two of the same document
     */
    GroupStatement(List<SegmentCommit> commits) {
        this.commits = commits;
    }

    /** True for a replacement. Others may need a place, which two commits cannot take without a conflict of their rows. */
    static boolean fits(CommitStatement statement) {
        return statement instanceof SegmentCommit single
                && single.version().edit().operation() == Operation.REPLACE;
    }

    /**
     * Runs the statement.
     *
     * @return the outcomes by document: what was logged, or empty if the segment or the key is not as the commit expects; no
     *     outcome for a document that the statement could not look at
     */
    Map<String, Optional<LoggedCommit>> run(StoreConnection connection) throws SQLException {
        try (var statement = connection.prepare(SQL)) {
            bind(statement);
            Map<String, Optional<LoggedCommit>> outcomes = new HashMap<>();
            var byDocument = byDocument();
            for (var rows = statement.rows(); rows.next(); ) {
                var document = rows.getString("document_id");
                var commit = Optional.ofNullable(byDocument.get(document)).orElseThrow();
                var isLogged = rows.getString("tip") != null;
                outcomes.put(document, isLogged ? Optional.of(commit.logged(rows)) : Optional.empty());
            }
            return outcomes;
        }
    }

    private Map<String, SegmentCommit> byDocument() {
        Map<String, SegmentCommit> byDocument = new HashMap<>();
        commits.forEach(commit -> byDocument.put(commit.document(), commit));
        return byDocument;
    }

    private void bind(PlainStatement statement) throws SQLException {
        statement
                .texts(commits, SegmentCommit::document)
                .texts(commits, commit -> commit.version().local())
                .texts(commits, GroupStatement::content)
                .texts(commits, commit -> commit.version().edit().expected().value())
                .texts(commits, commit -> commit.version().hash().value())
                .texts(commits, commit -> commit.version().digest().value())
                .texts(commits, commit -> commit.commit().stamp().by().name())
                .array(
                        "bool",
                        commits.stream()
                                .map(commit -> commit.commit().stamp().by().verified())
                                .toArray())
                .array("int8", commits.stream().map(SegmentCommit::millis).toArray())
                .array("bytea", commits.stream().map(GroupStatement::contents).toArray(byte[][]::new))
                .texts(commits, commit -> commit.commit().key().value())
                .texts(commits, commit -> commit.commit().key().request().value());
    }

    private static @Nullable String content(SegmentCommit commit) {
        return commit.version().edit().newContent().map(Content::text).orElse(null);
    }

    private static byte[] contents(SegmentCommit single) {
        var commit = single.commit();
        var made = List.of(single.version().made());
        return CommitHash.contents(
                        commit.document(), commit.stamp().by(), commit.key().digest(), made)
                .bytes();
    }
}
