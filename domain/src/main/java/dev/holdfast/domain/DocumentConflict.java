package dev.holdfast.domain;

/** The document's metadata has moved on since the version that the caller names. Nothing was written. */
public final class DocumentConflict extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final transient Document current;

    public DocumentConflict(Document current) {
        super("%s changed the document's description in the meantime. Look at it and decide again."
                .formatted(current.updated().by().name()));
        this.current = current;
    }

    /** The document as it is now. */
    public Document current() {
        return current;
    }
}
