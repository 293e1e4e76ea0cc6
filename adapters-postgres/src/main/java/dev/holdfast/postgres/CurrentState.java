package dev.holdfast.postgres;

import dev.holdfast.application.DocumentPage;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Queries of a document with segments as they are now. Each is one statement, so that all of it is of one moment without a
 * transaction. They are plain JDBC, because nearly every request runs one.
 */
record CurrentState(StoreConnection connection) {

    static final String DOCUMENT = """
            SELECT id AS d_id, title AS d_title, media_type AS d_media_type, language AS d_language,
                media_url AS d_media_url, version AS d_version, hash AS d_hash, deleted AS d_deleted, revision AS d_revision,
                tip AS d_tip, created_by AS d_created_by, created_by_verified AS d_created_by_verified,
                created_at AS d_created_at, updated_by AS d_updated_by, updated_by_verified AS d_updated_by_verified,
                updated_at AS d_updated_at
            FROM holdfast.document WHERE id = ?
            """;

    private static final String SEGMENT =
            "SELECT " + SegmentTable.COLUMNS + "FROM holdfast.segment WHERE document_id = ? AND id = ?";

    private static final String NAMED = "SELECT d.*, " + SegmentTable.COLUMNS + "%s FROM (" + DOCUMENT
            + ") AS d LEFT JOIN holdfast.segment ON segment.document_id = ? AND segment.id = ";

    private static final String EARLIER = """
            , (SELECT revision FROM holdfast.commit WHERE document_id = ? AND author = ? AND author_verified = ? AND key = ?) AS earlier
            """;

    private static final String ONE = NAMED.formatted("") + "?";
    private static final String SEVERAL = NAMED.formatted("") + "ANY (?)";
    private static final String ONE_AND_EARLIER = NAMED.formatted(EARLIER) + "?";
    private static final String SEVERAL_AND_EARLIER = NAMED.formatted(EARLIER) + "ANY (?)";

    /** The document has a row of its own, so that it is sent once. */
    private static final String PAGE = """
            SELECT d.*, NULL AS id, NULL AS position, NULL AS kind, NULL AS content, NULL AS separator, NULL AS version,
                NULL AS hash, NULL AS deleted, NULL AS successor, NULL AS updated_by, NULL AS updated_by_verified,
                NULL AS updated_at
            FROM (%s) AS d
            UNION ALL (
                SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, %s
                FROM holdfast.segment
                WHERE document_id = ? AND position > ? AND NOT deleted
                ORDER BY position LIMIT ?)
            """.formatted(DOCUMENT, SegmentTable.COLUMNS);

    /**
     * Named segments with their document.
     *
     * @param earlier the revision of the commit that was made with the key
     */
    record Named(DocumentPage page, OptionalLong earlier) {}

    Optional<Document> document(DocumentId id) throws SQLException {
        try (var statement = connection.prepare(DOCUMENT)) {
            var row = statement.text(id.value()).rows();
            return row.next() ? Optional.of(document(row)) : Optional.empty();
        }
    }

    Optional<Segment> segment(SegmentId id) throws SQLException {
        try (var statement = connection.prepare(SEGMENT)) {
            var row = statement.text(id.document().value()).text(id.local()).rows();
            return row.next() ? Optional.of(SegmentTable.segment(row, id.document())) : Optional.empty();
        }
    }

    /** A document with those of the named segments that there are. */
    Optional<DocumentPage> segments(DocumentId id, Collection<SegmentId> named) throws SQLException {
        try (var statement = connection.prepare(named.size() == 1 ? ONE : SEVERAL)) {
            return page(bound(statement, id, named).rows(), id);
        }
    }

    /** The same with the revision of the commit that an author made with a key. */
    Optional<Named> segments(DocumentId id, Collection<SegmentId> named, Author author, String key)
            throws SQLException {
        try (var statement = connection.prepare(named.size() == 1 ? ONE_AND_EARLIER : SEVERAL_AND_EARLIER)) {
            statement
                    .text(id.value())
                    .text(author.name())
                    .flag(author.verified())
                    .text(key);
            var collected = new Collected(id);
            for (var rows = bound(statement, id, named).rows(); rows.next(); ) {
                collected.add(rows);
                collected.addEarlier(rows);
            }
            return collected.page().map(page -> new Named(page, collected.earlier));
        }
    }

    private static PlainStatement bound(PlainStatement statement, DocumentId id, Collection<SegmentId> named)
            throws SQLException {
        statement.text(id.value()).text(id.value());
        return named.size() == 1
                ? statement.text(named.iterator().next().local())
                : statement.texts(named, SegmentId::local);
    }

    /**
     * A document with its segments that are not deleted.
     *
     * @param limit the maximum number of segments
     */
    Optional<DocumentPage> page(DocumentId id, Optional<Position> after, int limit) throws SQLException {
        try (var statement = connection.prepare(PAGE)) {
            var rows = statement
                    .text(id.value())
                    .text(id.value())
                    .text(after.map(Position::digits).orElse(""))
                    .number(limit + 1L)
                    .rows();
            return page(rows, id).map(found -> cut(found, limit));
        }
    }

    private static DocumentPage cut(DocumentPage found, int limit) {
        // No statement promises the order of its parts.
        var segments = found.segments().stream()
                .sorted(Comparator.comparing(Segment::position))
                .toList();
        var more = segments.size() > limit;
        return new DocumentPage(found.document(), more ? segments.subList(0, limit) : segments, more);
    }

    private static Optional<DocumentPage> page(ResultSet rows, DocumentId id) throws SQLException {
        var collected = new Collected(id);
        while (rows.next()) {
            collected.add(rows);
        }
        return collected.page();
    }

    /** Rows of a result, each with the document, a segment, or both. */
    private static final class Collected {

        private final DocumentId id;
        private final List<Segment> segments = new ArrayList<>();
        private @Nullable Document document;
        private OptionalLong earlier = OptionalLong.empty();

        Collected(DocumentId id) {
            this.id = id;
        }

        void add(ResultSet row) throws SQLException {
            if (document == null && row.getString("d_id") != null) {
                document = document(row);
            }
            if (row.getString("id") != null) {
                segments.add(SegmentTable.segment(row, id));
            }
        }

        void addEarlier(ResultSet row) throws SQLException {
            var revision = row.getLong("earlier");
            earlier = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(revision);
        }

        Optional<DocumentPage> page() {
            return Optional.ofNullable(document).map(found -> new DocumentPage(found, segments, false));
        }
    }

    private static Document document(ResultSet row) throws SQLException {
        return DocumentTable.document(row, "d_");
    }
}
