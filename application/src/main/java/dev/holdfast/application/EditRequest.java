package dev.holdfast.application;

import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import java.util.List;
import java.util.Optional;

/** What a caller wants done to one segment, or to several together, and what they believe about each. */
public sealed interface EditRequest {

    /** The segments that should be there already; none for an insertion. */
    List<Target> targets();

    /** A segment that should be there already, and what the caller believes about it. */
    record Target(SegmentId segment, Precondition precondition) {}

    /** To bring a segment into being; the local part of its id is made up if none is given. */
    record Insert(Optional<String> local, NewContent content, Place place) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of();
        }
    }

    /** To give a segment another text. */
    record Replace(SegmentId segment, Precondition precondition, SegmentChange change) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }
    }

    /** To bring a segment to another place. */
    record Move(SegmentId segment, Precondition precondition, Place place) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }
    }

    /** To make a tombstone of a segment, perhaps one that says where its text went. */
    record Delete(SegmentId segment, Precondition precondition, Optional<SegmentId> successor) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }
    }

    /** To bring a tombstone back to life, with what the change makes of its last text. */
    record Restore(SegmentId segment, Precondition precondition, SegmentChange change) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }
    }

    /** To move cues in time, one or more, with the times within their texts. */
    record Shift(List<Target> targets, CueShift shift) implements EditRequest {
        public Shift {
            targets = List.copyOf(targets);
        }
    }

    /**
     * To make two cues of one. The first half stays in its place under its id; the second is a new segment right
     * after it.
     */
    record Split(SegmentId segment, Precondition precondition, CueSplit split) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }
    }

    /**
     * To make one cue of several, two or more, named in the order of the document. The first keeps its id; the others
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
