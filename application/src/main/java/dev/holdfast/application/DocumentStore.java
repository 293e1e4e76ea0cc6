package dev.holdfast.application;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitHash;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Store of documents with their logs. {@link #commit} is the only way to change anything.
 *
 * <p>A store is safe for use by many threads, and by many processes where it says so. A read sees every commit that
 * returned before the read began, and each read is a snapshot: it never shows a part of a commit. Every method throws
 * {@link StoreUnavailable} when the store cannot be reached in time. What each method must do is spelt out as tests in
 * {@code DocumentStoreContract}.
 */
public interface DocumentStore {

    /**
     * Does all of a commit's edits, or none.
     *
     * <p>Atomically: compares each expected hash, of edits and of condition checks, with the
     * segment's current one, applies the edits, adds one to the
     * document's revision, and appends commit and changes to the log. The commit is chained to the one before
     * ({@link CommitHash}); its time becomes that of the one before if it is earlier. Commits of one document happen one after the other;
     * those of different documents do not wait for each other.
     *
     * @return the outcome; nothing was written unless it is {@link CommitOutcome.Committed}
     * @throws StoreUnavailable if the store could not be reached, or broke the connection so that the outcome is unknown
     */
    CommitOutcome commit(Commit commit);

    /** The commit that an author already made with a key, in this document. */
    Optional<LoggedCommit> commitWithKey(DocumentId document, Author author, String key);

    /**
     * Keeps a write that changed nothing under its key, which no commit can have from then on.
     *
     * @return false if its author has used the key before in this document, for a commit or for such a write; then it is not kept
     */
    boolean keep(UnchangedWrite write);

    /** The write that changed nothing and that an author already made with a key, in this document. */
    Optional<UnchangedWrite> unchangedWithKey(DocumentId document, Author author, String key);

    /** A document, or its tombstone. */
    Optional<Document> document(DocumentId id);

    /**
     * Documents that are not deleted, in the order of their ids.
     *
     * @param titlePart a part of their titles, in any case; empty for all documents
     * @param after the id after which to begin
     * @param limit the maximum number of items, 1 or more
     */
    List<Document> documents(String titlePart, Optional<DocumentId> after, int limit);

    /** A segment, or its tombstone. */
    Optional<Segment> segment(SegmentId id);

    /** A document with the metadata, or as the tombstone, that it was when it had a hash; its log is as long as it is now. */
    Optional<Document> document(DocumentId id, Hash hash);

    /**
     * A document, or its tombstone, and those of the named segments that there are, tombstones included, all of one moment.
     * They come in no particular order, and there are never more of them.
     */
    Optional<DocumentPage> segments(DocumentId id, Set<SegmentId> named);

    /** The same, with the {@link #commitWithKey commit} that an author already made with a key in this document. */
    default Optional<KeyedPage> segments(DocumentId id, Set<SegmentId> named, Author author, String key) {
        return segments(id, named).map(page -> new KeyedPage(page, commitWithKey(id, author, key)));
    }

    /**
     * A document, or its tombstone, and its segments that are not deleted in the order of their positions, all of one moment.
     *
     * @param after the position after which to begin
     * @param limit the maximum number of segments, 0 or more
     */
    Optional<DocumentPage> page(DocumentId id, Optional<Position> after, int limit);

    /** The number of a document's segments that are not deleted; 0 if it never existed. */
    int count(DocumentId id);

    /**
     * The next position in use, by a segment or a tombstone.
     *
     * @param after the position after which to look; empty to find the first
     */
    Optional<Position> nextPosition(DocumentId id, Optional<Position> after);

    /** The last position in use, by a segment or a tombstone. */
    Optional<Position> lastPosition(DocumentId id);

    /** The version of a segment that had a hash. */
    Optional<Revision> revision(SegmentId id, Hash hash);

    /** The version of a segment that has a number. */
    Optional<Revision> revision(SegmentId id, Version version);

    /**
     * The versions of a segment, the newest first.
     *
     * @param before the version before which to begin
     * @param limit the maximum number of items, 1 or more
     */
    List<Revision> history(SegmentId id, Optional<Version> before, int limit);

    /**
     * The revisions of the document that made the versions of a segment, the newest first. As versions have no gaps, the first
     * made {@code upTo}, the next the version before it.
     *
     * @param after the version after which to begin
     * @param upTo the last version
     * @param limit how many at most, 1 or more
     */
    List<Long> revisions(SegmentId id, Version after, Version upTo, int limit);

    /**
     * The segments that commits of a document inserted, as they inserted them.
     *
     * @param revisions the revisions of the commits
     * @param limit how many segments at most, 1 or more
     * @return by revision; a commit that inserted nothing is left out
     */
    Map<Long, List<Segment>> inserted(DocumentId id, Set<Long> revisions, int limit);

    /**
     * A document's commits in their order.
     *
     * @param after the revision after which to begin; 0 for all
     * @param limit the maximum number of items, 1 or more
     */
    List<LoggedCommit> commits(DocumentId id, long after, int limit);

    /**
     * Asks to be woken when a document may have been changed. It is a hint and no promise: a store may wake without need,
     * late, or never, and a follower that must not miss anything reads the log from time to time by itself.
     *
     * @param listener is called soon after a commit, from any thread, and must return at once
     * @return the subscription; close it to stop the calls
     */
    Subscription onCommit(Consumer<DocumentId> listener);

    /** An interest that can be given up. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
