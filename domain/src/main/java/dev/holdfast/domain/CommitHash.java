package dev.holdfast.domain;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hash of a commit, chained to that of the commit before: the first 128 bits of SHA-256 over four parts of fixed length. The
 * first three depend on the commit before and on the row lock, so that a database can compute the hash within the statement
 * that takes the lock; the last one follows from the commit alone.
 *
 * <pre>
 * bytes  0 to 15   hash of the commit before; {@link Hash#beforeLog} for the first
 * bytes 16 to 23   revision, big-endian
 * bytes 24 to 31   time in milliseconds since 1970, big-endian
 * bytes 32 to 63   {@link #contents}
 * </pre>
 */
public final class CommitHash {

    private static final int LENGTH = 64;

    private CommitHash() {}

    /**
     * Version that a commit makes.
     *
     * @param subject the local id of the segment; empty for the document itself
     * @param hash the hash of the version, which covers all versions before it
     */
    public record MadeVersion(String subject, Hash hash) {

        static MadeVersion of(Change change) {
            return new MadeVersion(
                    change.segment().map(segment -> segment.id().local()).orElse(""), change.hash());
        }
    }

    /**
     * The hash of a commit.
     *
     * @param before the hash of the commit before; {@link Hash#beforeLog} for the first
     * @param at the time, in whole milliseconds
     * @param contents the digest of the rest
     */
    public static Hash of(Hash before, long revision, Instant at, Digest contents) {
        var parts = ByteBuffer.allocate(LENGTH)
                .put(before.bytes())
                .putLong(revision)
                .putLong(at.toEpochMilli())
                .put(contents.bytes());
        return Hash.truncated(Digest.sha256(parts.array()));
    }

    /** The digest of all that a commit is, except for its place in the log and its time. */
    public static Digest contents(Commit commit) {
        var edits = commit.edits().stream()
                .map(edit -> new MadeVersion(edit.segment().local(), edit.result()));
        var made = Stream.concat(commit.documentEdit().stream().map(edit -> new MadeVersion("", edit.result())), edits);
        return contents(commit.document(), commit.stamp().by(), commit.key().digest(), made.toList());
    }

    /**
     * The digest of all that a commit is, except for its place in the log and its time.
     *
     * @param key the {@link CommitKey#digest digest} of its key
     */
    static Digest contents(LoggedCommit commit, Digest key) {
        var made = commit.changes().stream().map(MadeVersion::of).toList();
        return contents(commit.document(), commit.stamp().by(), key, made);
    }

    /**
     * The digest of all that a commit is, except for its place in the log and its time.
     *
     * @param key the {@link CommitKey#digest digest} of its key
     * @param versions the versions that it makes, in its order
     */
    public static Digest contents(DocumentId document, Author author, Digest key, List<MadeVersion> versions) {
        var parts = new ArrayList<String>();
        parts.add(document.value());
        parts.add(author.name());
        parts.add(author.verified() ? "verified" : "unverified");
        parts.add(key.value());
        for (var version : versions) {
            parts.add(version.subject());
            parts.add(version.hash().value());
        }
        return Digest.of(parts.toArray(String[]::new));
    }
}
