package dev.holdfast.application;

import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import java.util.Optional;

/** Place in a document that a segment is inserted at or moved to. */
public sealed interface Place {

    /** The position that the place comes right after; empty for the very beginning of the document. */
    Optional<Position> lower(Positions positions);

    /** The position that the place comes right before; empty for the very end of the document. */
    default Optional<Position> upper(Positions positions, Optional<Position> lower) {
        return positions.next(lower);
    }

    /** The segment that the place is defined by, if it is. */
    default Optional<SegmentId> named() {
        return Optional.empty();
    }

    /** True if a segment is at the place already. */
    default boolean holds(Segment segment, Positions positions) {
        return upper(positions, lower(positions)).equals(Optional.of(segment.position()));
    }

    /** After all others. */
    record AtEnd() implements Place {
        @Override
        public Optional<Position> lower(Positions positions) {
            return positions.last();
        }

        @Override
        public Optional<Position> upper(Positions positions, Optional<Position> lower) {
            return Optional.empty();
        }

        @Override
        public boolean holds(Segment segment, Positions positions) {
            return positions.last().equals(Optional.of(segment.position()));
        }
    }

    /** Before all others, but after what must come first in a document of its format. */
    record AtBeginning() implements Place {
        @Override
        public Optional<Position> lower(Positions positions) {
            return positions.header();
        }
    }

    /** After a certain one, which may be a tombstone. */
    record After(SegmentId segment) implements Place {
        @Override
        public Optional<Position> lower(Positions positions) {
            return Optional.of(positions.of(segment));
        }

        @Override
        public Optional<SegmentId> named() {
            return Optional.of(segment);
        }
    }
}
