package dev.holdfast.postgres;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitHash;
import dev.holdfast.domain.CommitHash.MadeVersion;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Tip;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Second version of the tables, in which the commits of a document are a chain: adds their hashes, also to those that are
 * there, and the time of the last commit to the document. All of it is one transaction, so that it is done or not begun.
 */
final class LogChainMigration implements JavaMigration {

    /** Commits for each read and write, so that a long log needs little memory and no statement takes long. */
    static final int BATCH = 200;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("2");
    }

    @Override
    public String getDescription() {
        return "chain of commits";
    }

    @Override
    public Integer getChecksum() {
        return 1;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        var connection = context.getConnection();
        // Not closed: the connection is Flyway's.
        var handle = Jdbi.create(() -> connection).open();
        handle.registerArrayType(String.class, "text");
        handle.registerArrayType(Long.class, "int8");
        handle.execute("ALTER TABLE commit ADD COLUMN hash text COLLATE \"C\"");
        handle.execute("ALTER TABLE document ADD COLUMN tip_at bigint");
        var documents = handle.select("SELECT id FROM document ORDER BY id")
                .mapTo(String.class)
                .list();
        documents.forEach(id -> chain(handle, new DocumentId(id)));
        handle.execute("ALTER TABLE commit ALTER COLUMN hash SET NOT NULL");
        handle.execute("ALTER TABLE document ALTER COLUMN tip_at SET NOT NULL");
    }

    private record LoggedRow(long revision, Instant at, Digest contents) {}

    private static void chain(Handle handle, DocumentId document) {
        var tip = Hash.beforeLog(document);
        var latest = Instant.EPOCH;
        var last = 0L;
        for (var rows = after(handle, document, 0); !rows.isEmpty(); rows = after(handle, document, last)) {
            var tips = new ArrayList<Tip>();
            for (var row : rows) {
                tip = CommitHash.of(tip, row.revision(), row.at(), row.contents());
                tips.add(new Tip(row.revision(), tip));
                latest = row.at().isAfter(latest) ? row.at() : latest;
                last = row.revision();
            }
            setHashes(handle, document, tips);
        }
        handle.createUpdate("UPDATE document SET tip = :tip, tip_at = :millis WHERE id = :document")
                .bind("tip", tip.value())
                .bind("millis", latest.toEpochMilli())
                .bind("document", document.value())
                .execute();
    }

    private static List<LoggedRow> after(Handle handle, DocumentId document, long revision) {
        return handle.createQuery("""
                        SELECT revision, author, author_verified, at, key, request_digest,
                            array(SELECT segment_id FROM change
                                WHERE document_id = commit.document_id AND revision = commit.revision ORDER BY item) AS subjects,
                            array(SELECT hash FROM change
                                WHERE document_id = commit.document_id AND revision = commit.revision ORDER BY item) AS hashes
                        FROM commit
                        WHERE document_id = :document AND revision > :revision
                        ORDER BY revision LIMIT :limit
                        """)
                .bind("document", document.value())
                .bind("revision", revision)
                .bind("limit", BATCH)
                .map((row, context) -> row(document, row))
                .list();
    }

    private static LoggedRow row(DocumentId document, ResultSet row) throws SQLException {
        var author = new Author(row.getString("author"), row.getBoolean("author_verified"));
        var key = new CommitKey(row.getString("key"), new Digest(row.getString("request_digest")));
        var subjects = texts(row.getArray("subjects"));
        var hashes = texts(row.getArray("hashes"));
        var versions = IntStream.range(0, subjects.length)
                .mapToObj(i -> new MadeVersion(subjects[i], new Hash(hashes[i])))
                .toList();
        return new LoggedRow(
                row.getLong("revision"),
                row.getTimestamp("at").toInstant(),
                CommitHash.contents(document, author, key.digest(), versions));
    }

    private static String[] texts(Array column) throws SQLException {
        return (String[]) column.getArray();
    }

    private static void setHashes(Handle handle, DocumentId document, List<Tip> tips) {
        var updated = handle.createUpdate("""
                        UPDATE commit SET hash = chained.hash
                        FROM unnest(:revisions, :hashes) AS chained (revision, hash)
                        WHERE document_id = :document AND commit.revision = chained.revision
                        """)
                .bindArray(
                        "revisions",
                        Long.class,
                        tips.stream().map(Tip::revision).toList())
                .bindArray(
                        "hashes",
                        String.class,
                        tips.stream().map(tip -> tip.hash().value()).toList())
                .bind("document", document.value())
                .execute();
        if (updated != tips.size()) {
            throw new IllegalStateException("%d of %d commits were chained".formatted(updated, tips.size()));
        }
    }
}
