package dev.holdfast.domain;

import java.util.Optional;

/** What a commit is to do to one segment, and the one version of the segment it may be done to. */
public sealed interface Edit {

    SegmentId segment();

    /** The hash of the version that the edit was made for; any other refuses it. */
    Hash expected();

    Operation operation();

    /** The digest of what the edit sets. */
    Digest digest();

    /** The place the edit gives to the segment, if it gives it one. */
    default Optional<Position> place() {
        if (this instanceof Insert insert) {
            return Optional.of(insert.position());
        }
        return this instanceof Move move ? Optional.of(move.position()) : Optional.empty();
    }

    /** The text that the edit gives to a segment that was there before, if it gives it one. */
    default Optional<Content> newContent() {
        if (this instanceof Replace replace) {
            return Optional.of(replace.content());
        }
        return this instanceof Restore restore ? Optional.of(restore.content()) : Optional.empty();
    }

    /** The text that the edit gives to a segment, new or not, if it gives it one. */
    default Optional<Content> text() {
        return this instanceof Insert insert ? Optional.of(insert.block().content()) : newContent();
    }

    /** The hash of the version that the edit makes. */
    default Hash result() {
        return expected().next(operation(), digest());
    }

    /**
     * Whether the edit may be done: the segment is at the version it expects, and is a tombstone exactly where a tombstone is
     * what it needs.
     *
     * @param current the segment or its tombstone; empty if there never was one
     */
    default boolean fits(Optional<Segment> current) {
        if (this instanceof Insert || current.isEmpty()) {
            return this instanceof Insert && current.isEmpty();
        }
        return current.get().hash().equals(expected()) && current.get().deleted() == (this instanceof Restore);
    }

    /**
     * The segment as the edit leaves it.
     *
     * @param before the segment at the version that the edit expects; empty for an insertion
     * @param stamp who edits, and when
     */
    default Segment applied(Optional<Segment> before, Stamp stamp) {
        if (this instanceof Insert insert) {
            return new Segment(
                    segment(),
                    insert.position(),
                    insert.block(),
                    Version.FIRST,
                    result(),
                    false,
                    Optional.empty(),
                    stamp);
        }
        var was = before.orElseThrow();
        return new Segment(
                segment(),
                place().orElse(was.position()),
                newContent().map(was.block()::with).orElse(was.block()),
                was.version().next(),
                result(),
                this instanceof Delete,
                this instanceof Delete delete ? delete.successor() : Optional.empty(),
                stamp);
    }

    /** Brings a segment into being. Its id must never have been used. */
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
    }

    /** Gives a segment another text. */
    record Replace(SegmentId segment, Hash expected, Content content) implements Edit {
        @Override
        public Operation operation() {
            return Operation.REPLACE;
        }

        @Override
        public Digest digest() {
            return Digest.of(content.digest().value());
        }
    }

    /** Brings a segment to another place. */
    record Move(SegmentId segment, Hash expected, Position position) implements Edit {
        @Override
        public Operation operation() {
            return Operation.MOVE;
        }

        @Override
        public Digest digest() {
            return Digest.of(position.digits());
        }
    }

    /** Makes a tombstone of a segment, which may say where its text went. */
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
    }

    /** Brings a tombstone back to life, at its place, with this text. */
    record Restore(SegmentId segment, Hash expected, Content content) implements Edit {
        @Override
        public Operation operation() {
            return Operation.RESTORE;
        }

        @Override
        public Digest digest() {
            return Digest.of(content.digest().value());
        }
    }
}
