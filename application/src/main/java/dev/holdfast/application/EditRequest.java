package dev.holdfast.application;

import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import java.util.List;
import java.util.Optional;

/** Edit that a caller asks for, of one segment or of several at once, with a precondition for each. */
public sealed interface EditRequest {

    /** The existing segments that the edit is of; none for an insertion. */
    List<Target> targets();

    /** True if the edit is one of a deleted segment. */
    default boolean restores() {
        return false;
    }

    /** Existing segment with the precondition of the edit. */
    record Target(SegmentId segment, Precondition precondition) {}

    /** Inserts a segment; the local part of its id is generated if none is given. */
    record Insert(Optional<String> local, NewContent content, Place place) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of();
        }
    }

    /** Replaces the text of a segment. */
    record Replace(SegmentId segment, Precondition precondition, SegmentChange change) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }
    }

    /** Moves a segment to another place. */
    record Move(SegmentId segment, Precondition precondition, Place place) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }
    }

    /** Deletes a segment, which leaves a tombstone that may name the segment that its text moved to. */
    record Delete(SegmentId segment, Precondition precondition, Optional<SegmentId> successor) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }
    }

    /** Restores a deleted segment with a text that the change makes of its last one. */
    record Restore(SegmentId segment, Precondition precondition, SegmentChange change) implements EditRequest {
        @Override
        public boolean restores() {
            return true;
        }

        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }
    }

    /** Shifts one or more cues in time, with the timestamps in their texts. */
    record Shift(List<Target> targets, CueShift shift) implements EditRequest {
        public Shift {
            targets = List.copyOf(targets);
        }
    }

    /**
     * Splits a cue into two. The first half stays in its place under its id; the second is a new segment right
     * after it.
     */
    record Split(SegmentId segment, Precondition precondition, CueSplit split) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }
    }

    /**
     * Joins two or more cues into one, named in the order of the document. The first keeps its id; the others
     * become tombstones whose successor is the first.
     *
     * <p>They must follow one another: no other cue stands between them in the document as it is before the edits of the
     * batch, whatever those do. Blocks that are no cues may, and stay as they are, now after the joined cue. A cue that is
     * inserted between them at the very same moment stays after the joined cue, too.
     */
    record Join(List<Target> targets) implements EditRequest {
        public Join {
            targets = List.copyOf(targets);
        }
    }
}
