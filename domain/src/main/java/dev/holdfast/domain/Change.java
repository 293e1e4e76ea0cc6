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
        return ofSegment().map(OfSegment::after);
    }

    /** This change, if it is one of a segment. */
    default Optional<OfSegment> ofSegment() {
        return Optional.empty();
    }

    /** Applies the function for the kind of change. */
    <T> T map(Function<OfSegment, T> ofSegment, Function<OfDocument, T> ofDocument);

    /** This change, if it is one of the document itself. */
    default Optional<OfDocument> ofDocument() {
        return Optional.empty();
    }

    /** True if the text of this version was erased from the log on demand. */
    default boolean erased() {
        return false;
    }

    /**
     * The digest computed again from what the log holds. It equals {@link #digest} unless the log was changed; empty if no such
     * operation exists on a segment or on a document.
     *
     * @param document the document that the log is of
     */
    Optional<Digest> computedDigest(DocumentId document);

    /**
     * A change of a segment.
     *
     * @param after the segment as the change left it
     * @param erased true if the text of this version was erased from the log on demand; {@code after} is then without it
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
        public Optional<OfSegment> ofSegment() {
            return Optional.of(this);
        }

        @Override
        public Optional<Digest> computedDigest(DocumentId document) {
            return edit().map(Edit::digest);
        }

        /** The edit that makes this change, without its text if that was erased; empty if no such operation exists on a segment. */
        public Optional<Edit> edit() {
            return switch (operation) {
                case INSERT -> Optional.of(new Edit.Insert(after.id(), after.position(), after.block()));
                case REPLACE -> Optional.of(new Edit.Replace(after.id(), parent, after.content()));
                case MOVE -> Optional.of(new Edit.Move(after.id(), parent, after.position()));
                case DELETE -> Optional.of(new Edit.Delete(after.id(), parent, after.successor()));
                case RESTORE -> Optional.of(new Edit.Restore(after.id(), parent, after.content()));
                case CREATE, DESCRIBE -> Optional.empty();
            };
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

        @Override
        public Optional<OfDocument> ofDocument() {
            return Optional.of(this);
        }

        @Override
        public Optional<Digest> computedDigest(DocumentId document) {
            return edit(document).map(DocumentEdit::digest);
        }

        /**
         * The edit that makes this change; empty if no such operation exists on a document.
         *
         * @param document the document that the log is of
         */
        public Optional<DocumentEdit> edit(DocumentId document) {
            return switch (operation) {
                case CREATE -> Optional.of(new DocumentEdit.Create(document, info));
                case DESCRIBE -> Optional.of(new DocumentEdit.Describe(document, parent, info));
                case DELETE -> Optional.of(new DocumentEdit.Delete(document, parent));
                case RESTORE -> Optional.of(new DocumentEdit.Restore(document, parent));
                case INSERT, REPLACE, MOVE -> Optional.empty();
            };
        }
    }
}
