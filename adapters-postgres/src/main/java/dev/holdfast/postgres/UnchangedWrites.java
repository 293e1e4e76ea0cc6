package dev.holdfast.postgres;

import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.UnchangedWrite.FoundVersion;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Tip;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** Statements on the table {@code unchanged_write}, on one connection. */
record UnchangedWrites(Handle handle, DocumentId document) {

    private static final int FETCHED_ROWS = 100;

    /**
     * Inserts a write under the lock of its document, so that no commit takes the same key meanwhile. Two statements, because the
     * second one must see what was committed while the first one waited for the lock. The count tells a commit that waits.
     */
    boolean insert(UnchangedWrite write) {
        var locked = handle.createUpdate(
                        "UPDATE holdfast.document SET unchanged_writes = unchanged_writes + 1 WHERE id = :document")
                .bind("document", document.value())
                .execute();
        return locked == 1 && insertLocked(write);
    }

    private boolean insertLocked(UnchangedWrite write) {
        var rows = handle.createUpdate("""
                        INSERT INTO holdfast.unchanged_write (document_id, author, author_verified, key, request_digest,
                            revision, tip, subjects, hashes)
                        SELECT :document, :author, :verified, :key, :requestDigest, :revision, :tip, :subjects, :hashes
                        WHERE NOT EXISTS (
                            SELECT FROM holdfast.commit
                            WHERE document_id = :document AND author = :author AND author_verified = :verified
                              AND key = :key)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("document", document.value())
                .bind("author", write.by().name())
                .bind("verified", write.by().verified())
                .bind("key", write.key().value())
                .bind("requestDigest", write.key().request().value())
                .bind("revision", write.tip().revision())
                .bind("tip", write.tip().hash().value())
                .bindArray(
                        "subjects",
                        String.class,
                        write.versions().stream().map(FoundVersion::subject).toList())
                .bindArray(
                        "hashes",
                        String.class,
                        write.versions().stream()
                                .map(version -> version.hash().value())
                                .toList())
                .execute();
        return rows == 1;
    }

    Optional<UnchangedWrite> withKey(Author author, String key) {
        return handle.createQuery("""
                        SELECT key, request_digest, revision, tip, subjects, hashes FROM holdfast.unchanged_write
                        WHERE document_id = :document AND author = :author AND author_verified = :verified AND key = :key
                        """)
                .bind("document", document.value())
                .bind("author", author.name())
                .bind("verified", author.verified())
                .bind("key", key)
                .map((row, context) -> write(row, author))
                .findOne();
    }

    /** Reads the writes that were made between two revisions, in a transaction, as {@link LogTables#read} does. */
    void read(long since, long upTo, Consumer<UnchangedWrite> reader) {
        handle.createQuery("""
                        SELECT author, author_verified, key, request_digest, revision, tip, subjects, hashes FROM holdfast.unchanged_write
                        WHERE document_id = :document AND revision BETWEEN :since AND :upTo
                        """)
                .bind("document", document.value())
                .bind("since", since)
                .bind("upTo", upTo)
                .setFetchSize(FETCHED_ROWS)
                .map((row, context) ->
                        write(row, new Author(row.getString("author"), row.getBoolean("author_verified"))))
                .forEach(reader);
    }

    private UnchangedWrite write(ResultSet row, Author author) throws SQLException {
        var subjects = (String[]) row.getArray("subjects").getArray();
        var hashes = (String[]) row.getArray("hashes").getArray();
        return new UnchangedWrite(
                document,
                author,
                new CommitKey(row.getString("key"), new Digest(row.getString("request_digest"))),
                new Tip(row.getLong("revision"), new Hash(row.getString("tip"))),
                IntStream.range(0, subjects.length)
                        .mapToObj(i -> new FoundVersion(subjects[i], new Hash(hashes[i])))
                        .toList());
    }
}
