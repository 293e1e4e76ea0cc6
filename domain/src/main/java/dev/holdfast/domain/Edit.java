package dev.holdfast.domain;

import java.util.Optional;

/** Edit of one segment within a commit, and the one version of the segment that it may be made to. */
public sealed interface Edit {

    SegmentId segment();

    /** The hash of the version that the edit was made for; any other refuses it. */
    Hash expected();

    Operation operation();

    /** The digest of what the edit sets. */
    Digest digest();

    /** The place the edit gives to the segment, if it gives it one. */
    default Optional<Position> place() {
        return Optional.empty();
    }

    /** The text that the edit gives to a segment that was there before, if it gives it one. */
    default Optional<Content> newContent() {
        return Optional.empty();
    }

    /** The text that the edit gives to a segment, new or not, if it gives it one. */
    default Optional<Content> text() {
        return newContent();
    }

    /** The segment that the text moves to, if the edit is a deletion that names one. */
    default Optional<SegmentId> successor() {
        return Optional.empty();
    }

    /** The hash of the version that the edit makes. */
    default Hash result() {
        return expected().next(operation(), digest());
    }

    /**
     * True if the edit may be made: the segment is at the version it expects, and is a tombstone only if the edit restores it.
     *
     * @param current the segment or its tombstone; empty if it never existed
     */
    default boolean fits(Optional<Segment> current) {
        return current.filter(segment -> segment.hash().equals(expected()) && !segment.deleted())
                .isPresent();
    }

    /**
     * The segment as the edit leaves it.
     *
     * @param before the segment at the version that the edit expects; empty for an insertion
     * @param stamp author and time of the edit
     */
    default Segment applied(Optional<Segment> before, Stamp stamp) {
        var was = before.orElseThrow();
        return new Segment(
                segment(),
                place().orElse(was.position()),
                newContent().map(was.block()::with).orElse(was.block()),
                was.version().next(),
                result(),
                false,
                Optional.empty(),
                stamp);
    }

    /** Inserts a segment. Its id must never have been used. */
    record Insert(SegmentId segment, Position position, Block block) implements Edit {
        @Override
        public Hash expected() {
            return Hash.before(segment);
        }

        @Override
        public Operation operation() {
            return Operation.INSERT;
        }

        @Override
        public Digest digest() {
            return Digest.of(
                    block.content().digest().value(),
                    position.digits(),
                    block.kind().label(),
                    block.separator());
        }

        @Override
        public Optional<Position> place() {
            return Optional.of(position);
        }

        @Override
        public Optional<Content> text() {
            return Optional.of(block.content());
        }

        @Override
        public boolean fits(Optional<Segment> current) {
            return current.isEmpty();
        }

        @Override
        public Segment applied(Optional<Segment> before, Stamp stamp) {
            return new Segment(segment, position, block, Version.FIRST, result(), false, Optional.empty(), stamp);
        }
    }

    /** Replaces the text of a segment. */
    record Replace(SegmentId segment, Hash expected, Content content) implements Edit {
        @Override
        public Operation operation() {
            return Operation.REPLACE;
        }

        @Override
        public Digest digest() {
            return Digest.of(content.digest().value());
        }

        @Override
        public Optional<Content> newContent() {
            return Optional.of(content);
        }
    }

    /** Moves a segment to another place. */
    record Move(SegmentId segment, Hash expected, Position position) implements Edit {
        @Override
        public Operation operation() {
            return Operation.MOVE;
        }

        @Override
        public Digest digest() {
            return Digest.of(position.digits());
        }

        @Override
        public Optional<Position> place() {
            return Optional.of(position);
        }
    }

    /** Deletes a segment, which leaves a tombstone that may name the segment that its text moved to. */
    record Delete(SegmentId segment, Hash expected, Optional<SegmentId> successor) implements Edit {
        public Delete {
            if (successor
                    .filter(id -> !id.document().equals(segment.document()))
                    .isPresent()) {
                throw new IllegalArgumentException("A successor is in the same document as %s".formatted(segment));
            }
        }

        @Override
        public Operation operation() {
            return Operation.DELETE;
        }

        @Override
        public Digest digest() {
            return Digest.of(successor.map(SegmentId::local).orElse(""));
        }

        @Override
        public Segment applied(Optional<Segment> before, Stamp stamp) {
            var was = before.orElseThrow();
            var next = was.version().next();
            return new Segment(segment, was.position(), was.block(), next, result(), true, successor, stamp);
        }
    }

    /** Restores a deleted segment at its place, with this text. */
    record Restore(SegmentId segment, Hash expected, Content content) implements Edit {
        @Override
        public Operation operation() {
            return Operation.RESTORE;
        }

        @Override
        public Digest digest() {
            return Digest.of(content.digest().value());
        }

        @Override
        public Optional<Content> newContent() {
            return Optional.of(content);
        }

        @Override
        public boolean fits(Optional<Segment> current) {
            return current.filter(segment -> segment.hash().equals(expected) && segment.deleted())
                    .isPresent();
        }
    }
}
