package dev.holdfast.domain;

/** Deleted segment, or segment of a deleted document. The tombstone has its last text and its successor. */
public final class SegmentGone extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final transient Segment tombstone;
    private final transient Stamp deletion;

    public SegmentGone(Segment tombstone, Document document) {
        this(tombstone, tombstone.deleted() ? tombstone.updated() : document.updated());
    }

    private SegmentGone(Segment tombstone, Stamp deletion) {
        super(message(tombstone, deletion.by().name()));
        this.tombstone = tombstone;
        this.deletion = deletion;
    }

    private static String message(Segment tombstone, String author) {
        var id = tombstone.id();
        if (!tombstone.deleted()) {
            return "The document of the segment %s was deleted by %s. Restore the document to go on editing."
                    .formatted(id, author);
        }
        return tombstone
                .successor()
                .map(successor -> "The segment %s was joined to %s by %s, or replaced by it. Make your edit there."
                        .formatted(id, successor, author))
                .orElseGet(
                        () -> "The segment %s was deleted by %s. Its last text is kept: restore it, or drop the edit."
                                .formatted(id, author));
    }

    /** The segment as it was last; not itself deleted if its document was. */
    public Segment tombstone() {
        return tombstone;
    }

    /** Author and time of the deletion: that of the document, if the segment was not deleted before. */
    public Stamp deletion() {
        return deletion;
    }
}
