package dev.holdfast.domain;

/** The document was deleted; it can be restored. */
public final class DocumentGone extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final transient Document tombstone;

    public DocumentGone(Document tombstone) {
        super("The document %s was deleted by %s. It can be restored."
                .formatted(tombstone.id(), tombstone.updated().by().name()));
        this.tombstone = tombstone;
    }

    /** The document as it was last. */
    public Document tombstone() {
        return tombstone;
    }
}
