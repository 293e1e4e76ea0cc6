package dev.holdfast.postgres;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.Version;
import dev.holdfast.postgres.Columns.StampColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Statements on the segments of one document in the table {@code segment}, on one connection. */
record SegmentTable(Handle handle, DocumentId document) {

    /** Qualified, because an UPDATE also has the columns of its source. */
    static final String COLUMNS = """
            segment.id, segment.position, segment.kind, segment.content, segment.separator, segment.version, segment.hash,
            segment.deleted, segment.successor, segment.updated_by, segment.updated_by_verified, segment.updated_at
            """;

    private static final StampColumns UPDATED = StampColumns.of("updated_");

    List<Segment> find(Collection<SegmentId> ids) {
        return bound(handle.createQuery(
                        "SELECT " + COLUMNS + "FROM holdfast.segment WHERE document_id = :document AND id = ANY(:ids)"))
                .bindArray("ids", String.class, values(ids, SegmentId::local))
                .map((row, context) -> segment(row, document))
                .list();
    }

    List<Segment> live(Optional<Position> after, long limit) {
        return bound(handle.createQuery("SELECT " + COLUMNS + """
                        FROM holdfast.segment
                        WHERE document_id = :document AND position > :after AND NOT deleted
                        ORDER BY position LIMIT :limit
                        """))
                .bind("after", after.map(Position::digits).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> segment(row, document))
                .list();
    }

    /** The number of segments that are not deleted. */
    int count() {
        return bound(handle.createQuery(
                        "SELECT count(*) FROM holdfast.segment WHERE document_id = :document AND NOT deleted"))
                .mapTo(int.class)
                .one();
    }

    Optional<Position> nextPosition(Optional<Position> after) {
        return bound(handle.createQuery("""
                        SELECT position FROM holdfast.segment
                        WHERE document_id = :document AND position > :after
                        ORDER BY position LIMIT 1
                        """))
                .bind("after", after.map(Position::digits).orElse(""))
                .map((row, context) -> new Position(row.getString("position")))
                .findOne();
    }

    Optional<Position> lastPosition() {
        return bound(handle.createQuery("""
                        SELECT position FROM holdfast.segment WHERE document_id = :document
                        ORDER BY position DESC LIMIT 1
                        """))
                .map((row, context) -> new Position(row.getString("position")))
                .findOne();
    }

    /** The given positions that a segment or a tombstone occupies. */
    List<Occupied> occupied(Collection<Position> positions) {
        return bound(
                        handle.createQuery(
                                "SELECT id, position FROM holdfast.segment WHERE document_id = :document AND position = ANY(:positions)"))
                .bindArray("positions", String.class, values(positions, Position::digits))
                .map((row, context) -> new Occupied(new Position(row.getString("position")), id(row)))
                .list();
    }

    /** A position and the segment or tombstone at it. */
    record Occupied(Position position, SegmentId segment) {}

    /** Inserts the segments whose id was never used, and returns them. */
    List<Segment> insert(List<Edit.Insert> edits, Stamp stamp) {
        var inserted = new ArrayList<Segment>(edits.size());
        for (var first = 0; first < edits.size(); first += Parameters.MAX_ROWS) {
            inserted.addAll(insertChunk(
                    edits.subList(first, Math.min(edits.size(), first + Parameters.MAX_ROWS)), stamp));
        }
        return inserted;
    }

    private List<Segment> insertChunk(List<Edit.Insert> edits, Stamp stamp) {
        return bound(handle.createQuery("""
                        INSERT INTO holdfast.segment (document_id, id, position, kind, content, separator, version, hash, deleted,
                            updated_by, updated_by_verified, updated_at)
                        SELECT :document, id, position, kind, content, separator, 1, hash, false, :by, :verified, :at
                        FROM unnest(:ids, :positions, :kinds, :contents, :separators, :hashes)
                            AS edit (id, position, kind, content, separator, hash)
                        ON CONFLICT (document_id, id) DO NOTHING
                        RETURNING
                        """ + COLUMNS))
                .bindMap(Parameters.of(stamp))
                .bindArray(
                        "ids",
                        String.class,
                        values(edits, edit -> edit.segment().local()))
                .bindArray(
                        "positions",
                        String.class,
                        values(edits, edit -> edit.position().digits()))
                .bindArray(
                        "kinds",
                        String.class,
                        values(edits, edit -> edit.block().kind().label()))
                .bindArray(
                        "contents",
                        String.class,
                        values(edits, edit -> edit.block().content().text()))
                .bindArray(
                        "separators",
                        String.class,
                        values(edits, edit -> edit.block().separator()))
                .bindArray(
                        "hashes",
                        String.class,
                        values(edits, edit -> edit.result().value()))
                .map((row, context) -> segment(row, document))
                .list();
    }

    /** Applies the edits whose segment is still at the expected version, and returns the segments as they are then. */
    List<Segment> update(List<Edit> edits, Stamp stamp) {
        if (edits.isEmpty()) {
            return List.of();
        }
        return bound(handle.createQuery("""
                        UPDATE holdfast.segment
                        SET content = coalesce(edit.content, segment.content),
                            position = coalesce(edit.position, segment.position),
                            successor = edit.successor,
                            deleted = edit.deletes,
                            version = segment.version + 1,
                            hash = edit.result,
                            updated_by = :by, updated_by_verified = :verified, updated_at = :at
                        FROM unnest(:ids, :expected, :results, :contents, :positions, :successors, :deletes, :restores)
                            AS edit (id, expected, result, content, position, successor, deletes, restores)
                        WHERE segment.document_id = :document
                          AND segment.id = edit.id
                          AND segment.hash = edit.expected
                          AND segment.deleted = edit.restores
                        RETURNING
                        """ + COLUMNS))
                .bindMap(Parameters.of(stamp))
                .bindArray(
                        "ids",
                        String.class,
                        values(edits, edit -> edit.segment().local()))
                .bindArray(
                        "expected",
                        String.class,
                        values(edits, edit -> edit.expected().value()))
                .bindArray(
                        "results",
                        String.class,
                        values(edits, edit -> edit.result().value()))
                .bindArray(
                        "contents",
                        String.class,
                        values(
                                edits,
                                edit -> edit.newContent().map(Content::text).orElse(null)))
                .bindArray(
                        "positions",
                        String.class,
                        values(edits, edit -> edit.place().map(Position::digits).orElse(null)))
                .bindArray(
                        "successors",
                        String.class,
                        values(
                                edits,
                                edit -> edit.successor().map(SegmentId::local).orElse(null)))
                .bindArray("deletes", Boolean.class, values(edits, edit -> edit.operation() == Operation.DELETE))
                .bindArray("restores", Boolean.class, values(edits, edit -> edit.operation() == Operation.RESTORE))
                .map((row, context) -> segment(row, document))
                .list();
    }

    private static <T, V extends @Nullable Object> List<V> values(Collection<T> items, Function<T, V> value) {
        return items.stream().map(value).toList();
    }

    private <S extends SqlStatement<S>> S bound(S statement) {
        return statement.bind("document", document.value());
    }

    private SegmentId id(ResultSet row) throws SQLException {
        return new SegmentId(document, row.getString("id"));
    }

    static Segment segment(ResultSet row, DocumentId document) throws SQLException {
        return new Segment(
                new SegmentId(document, row.getString("id")),
                new Position(row.getString("position")),
                Columns.block(row),
                new Version(row.getLong("version")),
                new Hash(row.getString("hash")),
                row.getBoolean("deleted"),
                Columns.successor(row, document),
                UPDATED.read(row));
    }
}
