package dev.holdfast.application;

import dev.holdfast.domain.Document;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Segment;
import java.util.List;
import java.util.Optional;

/** Outcome of a commit. */
public sealed interface CommitOutcome {

    /** The commit was made. */
    record Committed(LoggedCommit commit) implements CommitOutcome {}

    /** It had been done before: the same author sent the same key with the same request. Nothing was written now. */
    record Repeated(LoggedCommit commit) implements CommitOutcome {}

    /** It had been done before, and changed nothing: all was as asked then. Nothing was written now. */
    record Unchanged(UnchangedWrite write) implements CommitOutcome {}

    /** The same author used the key for another request. Nothing was written. */
    record KeyUsedOtherwise() implements CommitOutcome {}

    /** Not every segment is at the version that its edit expects. Nothing was written. Names every stale edit. */
    record Stale(List<StaleEdit> conflicts) implements CommitOutcome {
        public Stale {
            conflicts = List.copyOf(conflicts);
        }
    }

    /**
     * The document is not at the version that the document edit expects, or is deleted, or does not exist. Nothing was
     * written.
     *
     * @param current the document or its tombstone; empty if it never existed
     */
    record StaleDocument(Optional<Document> current) implements CommitOutcome {}

    /** A position is in use by another segment, which got there first. Nothing was written; compute it again. */
    record PositionTaken() implements CommitOutcome {}

    /**
     * Edit or condition check whose segment is not at the version it expects.
     *
     * @param edit index of the edit, from 0; condition checks are counted on from the last edit
     * @param current the segment or its tombstone; empty if it never existed
     */
    record StaleEdit(int edit, Optional<Segment> current) {}
}
