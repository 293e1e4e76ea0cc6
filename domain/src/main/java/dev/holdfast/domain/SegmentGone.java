package dev.holdfast.domain;

/** The segment was deleted, or its document was. Its tombstone says what it held last and where its text went. */
public final class SegmentGone extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final transient Segment tombstone;

    public SegmentGone(Segment tombstone) {
        super(
                tombstone.deleted()
                        ? "The segment %s was deleted by %s. Its last text is kept: restore it, or drop the edit."
                                .formatted(
                                        tombstone.id(), tombstone.updated().by().name())
                        : "The document of the segment %s was deleted. Restore the document to go on editing."
                                .formatted(tombstone.id()));
        this.tombstone = tombstone;
    }

    /** The segment as it was last; not itself deleted if its document was. */
    public Segment tombstone() {
        return tombstone;
    }
}
