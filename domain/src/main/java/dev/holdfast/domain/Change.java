package dev.holdfast.domain;

import java.util.Optional;
import java.util.function.Function;

/** Change of one segment, or of the document itself, as the log records it. */
public sealed interface Change {

    Operation operation();

    Version version();

    /** The hash of the version before. */
    Hash parent();

    /** The hash of the version that the change made. */
    Hash hash();

    /** The digest of what the change set; with {@link #parent} and {@link #operation} it gives {@link #hash}. */
    Digest digest();

    /** The segment as the change left it; empty for a change of the document itself. */
    default Optional<Segment> segment() {
        return Optional.empty();
    }

    /** Applies the function for the kind of change. */
    <T> T map(Function<OfSegment, T> ofSegment, Function<OfDocument, T> ofDocument);

    /**
     * A change of a segment.
     *
     * @param after the segment as the change left it
     * @param erased whether the text of this version was erased from the log on demand; {@code after} is then without it
     */
    record OfSegment(Operation operation, Hash parent, Digest digest, Segment after, boolean erased) implements Change {

        /** The change that an edit makes. */
        public static OfSegment of(Edit edit, Segment after) {
            return new OfSegment(edit.operation(), edit.expected(), edit.digest(), after, false);
        }

        @Override
        public Version version() {
            return after.version();
        }

        @Override
        public Hash hash() {
            return after.hash();
        }

        @Override
        public Optional<Segment> segment() {
            return Optional.of(after);
        }

        @Override
        public <T> T map(Function<OfSegment, T> ofSegment, Function<OfDocument, T> ofDocument) {
            return ofSegment.apply(this);
        }
    }

    /**
     * A change of the document itself.
     *
     * @param info the metadata as the change left it
     */
    record OfDocument(Operation operation, Version version, Hash parent, Hash hash, Digest digest, DocumentInfo info)
            implements Change {

        /** The change that an edit makes. */
        public static OfDocument of(DocumentEdit edit, Version version, DocumentInfo after) {
            return new OfDocument(edit.operation(), version, edit.expected(), edit.result(), edit.digest(), after);
        }

        @Override
        public <T> T map(Function<OfSegment, T> ofSegment, Function<OfDocument, T> ofDocument) {
            return ofDocument.apply(this);
        }
    }
}
