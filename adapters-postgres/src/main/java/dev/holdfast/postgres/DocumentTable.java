package dev.holdfast.postgres;

import dev.holdfast.domain.Change;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Tip;
import dev.holdfast.domain.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Statements on the table {@code document}, on one connection. */
record DocumentTable(Handle handle) {

    private static final String COLUMNS = """
            id, title, media_type, language, media_url, version, hash, deleted, revision, tip,
            created_by, created_by_verified, created_at, updated_by, updated_by_verified, updated_at
            """;

    /** The assignments of an edit that sets the metadata. */
    private static final String INFO = """
            title = :title, title_lower = :titleLower, media_type = :mediaType, language = :language, media_url = :mediaUrl,
            """;

    /** The document's revision and version after a commit. */
    record State(long revision, Version version) {}

    Optional<Document> find(DocumentId id) {
        return handle.createQuery("SELECT " + COLUMNS + "FROM document WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> document(row))
                .findOne();
    }

    List<Document> list(String titlePart, Optional<DocumentId> after, int limit) {
        return handle.createQuery("SELECT " + COLUMNS + """
                        FROM document
                        WHERE id > :after AND NOT deleted AND strpos(title_lower, :part) > 0
                        ORDER BY id LIMIT :limit
                        """)
                .bind("after", after.map(DocumentId::value).orElse(""))
                .bind("part", lower(titlePart))
                .bind("limit", limit)
                .map((row, context) -> document(row))
                .list();
    }

    /** Locks a live document until the end of the transaction, and increments its revision. */
    Optional<State> advance(Commit commit, Hash tip) {
        return handle.createQuery("""
                        UPDATE document SET revision = revision + 1, tip = :tip
                        WHERE id = :id AND NOT deleted
                        RETURNING revision, version
                        """)
                .bind("id", commit.document().value())
                .bind("tip", tip.value())
                .map((row, context) -> state(row))
                .findOne();
    }

    /** Applies an edit of the document itself, and increments its revision. Empty if its precondition fails. */
    Optional<State> advance(Commit commit, DocumentEdit edit, Hash tip) {
        var statement = edit.operation() == Operation.CREATE ? insert() : update(edit);
        edit.newInfo()
                .ifPresent(info -> statement.bindMap(Parameters.of(info)).bind("titleLower", lower(info.title())));
        return statement
                .bindMap(Parameters.of(commit.stamp()))
                .bind("id", edit.document().value())
                .bind("hash", edit.result().value())
                .bind("tip", tip.value())
                .map((row, context) -> state(row))
                .findOne();
    }

    private Query insert() {
        return handle.createQuery("""
                INSERT INTO document (id, title, title_lower, media_type, language, media_url, version, hash,
                    deleted, revision, tip, created_by, created_by_verified, created_at,
                    updated_by, updated_by_verified, updated_at)
                VALUES (:id, :title, :titleLower, :mediaType, :language, :mediaUrl, 1, :hash,
                    false, 1, :tip, :by, :verified, :at, :by, :verified, :at)
                ON CONFLICT DO NOTHING
                RETURNING revision, version
                """);
    }

    private Query update(DocumentEdit edit) {
        return handle.createQuery("UPDATE document SET " + (edit.newInfo().isPresent() ? INFO : "") + """
                            deleted = :deletes, version = version + 1, hash = :hash, revision = revision + 1, tip = :tip,
                            updated_by = :by, updated_by_verified = :verified, updated_at = :at
                        WHERE id = :id AND hash = :expected AND deleted = :restores
                        RETURNING revision, version
                        """)
                .bind("expected", edit.expected().value())
                .bind("deletes", edit.operation() == Operation.DELETE)
                .bind("restores", edit.operation() == Operation.RESTORE);
    }

    /** The log entry of an edit of the document itself, read after the edit. */
    Change.OfDocument change(DocumentEdit edit, Version version) {
        var info = handle.createQuery("SELECT title, media_type, language, media_url FROM document WHERE id = :id")
                .bind("id", edit.document().value())
                .map((row, context) -> Columns.info(row))
                .one();
        return Change.OfDocument.of(edit, version, info);
    }

    private static String lower(String title) {
        return title.toLowerCase(Locale.ROOT);
    }

    private static State state(ResultSet row) throws SQLException {
        return new State(row.getLong("revision"), new Version(row.getLong("version")));
    }

    private static Document document(ResultSet row) throws SQLException {
        return new Document(
                new DocumentId(row.getString("id")),
                Columns.info(row),
                new Version(row.getLong("version")),
                new Hash(row.getString("hash")),
                row.getBoolean("deleted"),
                new Tip(row.getLong("revision"), new Hash(row.getString("tip"))),
                Columns.stamp(row, "created_"),
                Columns.stamp(row, "updated_"));
    }
}
