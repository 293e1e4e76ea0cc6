package dev.holdfast.postgres;

import dev.holdfast.domain.Change;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitHash;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Tip;
import dev.holdfast.domain.Version;
import dev.holdfast.postgres.Columns.StampColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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

    /**
     * The assignments of every commit. The database computes the hash of the commit, as {@link CommitHash} does, because it
     * alone knows the commit before. All functions are immutable, so that a distributed database accepts them too.
     */
    static final String COMMIT = """
            revision = document.revision + 1,
            tip_at = greatest(document.tip_at, :millis),
            tip = rtrim(translate(encode(substring(sha256(
                    decode(rpad(translate(document.tip, '-_', '+/'), 24, '='), 'base64')
                    || int8send(document.revision + 1)
                    || int8send(greatest(document.tip_at, :millis))
                    || :contents) FOR 16), 'base64'), '+/', '-_'), '=')
            """;

    /**
     * The document after a commit.
     *
     * @param tip the commit
     * @param at the time of the commit, which is not before that of the commit before
     * @param version the version of the metadata
     */
    record State(Tip tip, Instant at, Version version) {}

    Optional<Document> find(DocumentId id) {
        return handle.createQuery("SELECT " + COLUMNS + "FROM holdfast.document WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) -> document(row, ""))
                .findOne();
    }

    List<Document> list(String titlePart, Optional<DocumentId> after, int limit) {
        return handle.createQuery("SELECT " + COLUMNS + """
                        FROM holdfast.document
                        WHERE id > :after AND NOT deleted AND strpos(title_lower, :part) > 0
                        ORDER BY id LIMIT :limit
                        """)
                .bind("after", after.map(DocumentId::value).orElse(""))
                .bind("part", lower(titlePart))
                .bind("limit", limit)
                .map((row, context) -> document(row, ""))
                .list();
    }

    /** Documents and tombstones in the order of their ids. */
    List<Document> all(Optional<DocumentId> after, int limit) {
        return handle.createQuery(
                        "SELECT " + COLUMNS + "FROM holdfast.document WHERE id > :after ORDER BY id LIMIT :limit")
                .bind("after", after.map(DocumentId::value).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> document(row, ""))
                .list();
    }

    /** Locks a live document until the end of the transaction, and moves its tip to a commit. */
    Optional<State> advance(Commit commit) {
        return bound(handle.createQuery("UPDATE holdfast.document SET " + COMMIT + """
                        WHERE id = :id AND NOT deleted
                        RETURNING revision, tip, tip_at, version
                        """), commit)
                .map((row, context) -> state(row))
                .findOne();
    }

    /** Applies an edit of the document itself, and moves its tip to the commit. Empty if its precondition fails. */
    Optional<State> advance(Commit commit, DocumentEdit edit) {
        var statement = edit.operation() == Operation.CREATE ? insert(commit) : update(commit, edit);
        edit.newInfo()
                .ifPresent(info -> statement.bindMap(Parameters.of(info)).bind("titleLower", lower(info.title())));
        return statement
                .bindMap(Parameters.of(commit.stamp()))
                .bind("hash", edit.result().value())
                .map((row, context) -> state(row))
                .findOne();
    }

    private Query insert(Commit commit) {
        var first = CommitHash.of(
                Hash.beforeLog(commit.document()), 1, commit.stamp().at(), CommitHash.contents(commit));
        return handle.createQuery("""
                INSERT INTO holdfast.document (id, title, title_lower, media_type, language, media_url, version, hash,
                    deleted, revision, tip, tip_at, created_by, created_by_verified, created_at,
                    updated_by, updated_by_verified, updated_at)
                VALUES (:id, :title, :titleLower, :mediaType, :language, :mediaUrl, 1, :hash,
                    false, 1, :tip, :millis, :by, :verified, :at, :by, :verified, :at)
                ON CONFLICT DO NOTHING
                RETURNING revision, tip, tip_at, version
                """)
                .bind("id", commit.document().value())
                .bind("tip", first.value())
                .bind("millis", commit.stamp().at().toEpochMilli());
    }

    private Query update(Commit commit, DocumentEdit edit) {
        return bound(
                        handle.createQuery("UPDATE holdfast.document SET "
                                + (edit.newInfo().isPresent() ? INFO : "") + COMMIT + """
                            , deleted = :deletes, version = version + 1, hash = :hash,
                            updated_by = :by, updated_by_verified = :verified,
                            updated_at = to_timestamp(greatest(tip_at, :millis) / 1000.0)
                        WHERE id = :id AND hash = :expected AND deleted = :restores
                        RETURNING revision, tip, tip_at, version
                        """),
                        commit)
                .bind("expected", edit.expected().value())
                .bind("deletes", edit.operation() == Operation.DELETE)
                .bind("restores", edit.operation() == Operation.RESTORE);
    }

    /** Binds what the assignments of every commit need. */
    private static Query bound(Query statement, Commit commit) {
        return statement
                .bind("id", commit.document().value())
                .bind("millis", commit.stamp().at().toEpochMilli())
                .bind("contents", CommitHash.contents(commit).bytes());
    }

    /** The log entry of an edit of the document itself, read after the edit. */
    Change.OfDocument change(DocumentEdit edit, Version version) {
        var info = handle.createQuery(
                        "SELECT title, media_type, language, media_url FROM holdfast.document WHERE id = :id")
                .bind("id", edit.document().value())
                .map((row, context) -> Columns.info(row, ""))
                .one();
        return Change.OfDocument.of(edit, version, info);
    }

    private static String lower(String title) {
        return title.toLowerCase(Locale.ROOT);
    }

    private static State state(ResultSet row) throws SQLException {
        return new State(
                new Tip(row.getLong("revision"), new Hash(row.getString("tip"))),
                Instant.ofEpochMilli(row.getLong("tip_at")),
                new Version(row.getLong("version")));
    }

    /**
     * Maps a row.
     *
     * @param prefix the prefix of the names of its columns
     */
    static Document document(ResultSet row, String prefix) throws SQLException {
        return new Document(
                new DocumentId(row.getString(prefix + "id")),
                Columns.info(row, prefix),
                new Version(row.getLong(prefix + "version")),
                new Hash(row.getString(prefix + "hash")),
                row.getBoolean(prefix + "deleted"),
                new Tip(row.getLong(prefix + "revision"), new Hash(row.getString(prefix + "tip"))),
                StampColumns.of(prefix + "created_").read(row),
                StampColumns.of(prefix + "updated_").read(row));
    }
}
