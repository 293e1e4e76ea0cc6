package dev.holdfast.application;

import dev.holdfast.domain.Document;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Segment;
import java.util.List;
import java.util.Optional;

/** What came of a commit. */
public sealed interface CommitOutcome {

    /** It was done now. */
    record Committed(LoggedCommit commit) implements CommitOutcome {}

    /** It had been done before: the same author sent the same key with the same request. Nothing was written now. */
    record Repeated(LoggedCommit commit) implements CommitOutcome {}

    /** The same author used the key for another request. Nothing was written. */
    record KeyUsedOtherwise() implements CommitOutcome {}

    /** Not every segment is at the version that its edit expects. Nothing was written. Names every edit that lost. */
    record Stale(List<Loser> losers) implements CommitOutcome {
        public Stale {
            losers = List.copyOf(losers);
        }
    }

    /**
     * The document is not at the version that the document edit expects, or is deleted, or does not exist. Nothing was
     * written.
     *
     * @param current the document or its tombstone; empty if there never was one
     */
    record StaleDocument(Optional<Document> current) implements CommitOutcome {}

    /** A position is in use by another segment, which got there first. Nothing was written; compute it again. */
    record PositionTaken() implements CommitOutcome {}

    /**
     * An edit whose segment is not at the version it expects, or a kept segment that is not.
     *
     * @param edit which edit, counted from 0; the kept segments are counted on from there
     * @param current the segment or its tombstone; empty if there is none
     */
    record Loser(int edit, Optional<Segment> current) {}
}
