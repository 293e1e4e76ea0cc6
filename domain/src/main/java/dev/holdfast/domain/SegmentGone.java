package dev.holdfast.domain;

/** Deleted segment, or segment of a deleted document. The tombstone has its last text and its successor. */
public final class SegmentGone extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final transient Segment tombstone;

    public SegmentGone(Segment tombstone) {
        super(message(tombstone));
        this.tombstone = tombstone;
    }

    private static String message(Segment tombstone) {
        var id = tombstone.id();
        if (!tombstone.deleted()) {
            return "The document of the segment %s was deleted. Restore the document to go on editing.".formatted(id);
        }
        var author = tombstone.updated().by().name();
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
}
