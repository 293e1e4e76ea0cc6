package dev.holdfast.application;

import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.SegmentId;
import java.util.Optional;

/** What a caller wants done to one segment, and what they believe about it. */
public sealed interface EditRequest {

    /** The segment, if it is one that should be there already. */
    Optional<SegmentId> target();

    Precondition precondition();

    /** To bring a segment into being; the local part of its id is made up if none is given. */
    record Insert(Optional<String> local, NewContent content, Place place) implements EditRequest {
        @Override
        public Optional<SegmentId> target() {
            return Optional.empty();
        }

        @Override
        public Precondition precondition() {
            return new Precondition.DoesNotExist();
        }
    }

    /** To give a segment another text. */
    record Replace(SegmentId segment, Precondition precondition, SegmentChange change) implements EditRequest {
        @Override
        public Optional<SegmentId> target() {
            return Optional.of(segment);
        }
    }

    /** To bring a segment to another place. */
    record Move(SegmentId segment, Precondition precondition, Place place) implements EditRequest {
        @Override
        public Optional<SegmentId> target() {
            return Optional.of(segment);
        }
    }

    /** To make a tombstone of a segment, perhaps one that says where its text went. */
    record Delete(SegmentId segment, Precondition precondition, Optional<SegmentId> successor) implements EditRequest {
        @Override
        public Optional<SegmentId> target() {
            return Optional.of(segment);
        }
    }

    /** To bring a tombstone back to life, with what the change makes of its last text. */
    record Restore(SegmentId segment, Precondition precondition, SegmentChange change) implements EditRequest {
        @Override
        public Optional<SegmentId> target() {
            return Optional.of(segment);
        }
    }
}
