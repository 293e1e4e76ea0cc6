package dev.holdfast.application.storage;

import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import java.time.Instant;
import java.util.Optional;

/** Document as it is now in a store, read under the lock that a commit of it holds. Empty for one that never existed. */
public interface CurrentDocument {

    /** The document, or its tombstone. */
    Optional<Document> document();

    /** The time of its last commit. */
    Optional<Instant> lastCommitAt();

    /** A segment, or its tombstone. */
    Optional<Segment> segment(SegmentId id);

    /** The segment or the tombstone at a position. */
    Optional<SegmentId> at(Position position);

    /** The commit that an author already made with a key. */
    Optional<LoggedCommit> commitWithKey(Author author, String key);

    /** The write that changed nothing and that an author already made with a key. */
    Optional<UnchangedWrite> unchangedWithKey(Author author, String key);
}
