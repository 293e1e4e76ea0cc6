package dev.holdfast.domain;

import java.util.Optional;

/** The document's metadata has moved on since the version that the caller names. Nothing was written. */
public final class DocumentConflict extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final transient Document current;
    private final transient Optional<Document> base;

    /**
     * @param current the document as it is now
     * @param base the document as it was at the version that the caller names; empty if it never had that version
     */
    public DocumentConflict(Document current, Optional<Document> base) {
        super("%s changed the document's description in the meantime. Look at it and decide again."
                .formatted(current.updated().by().name()));
        this.current = current;
        this.base = base;
    }

    /** The document as it is now. */
    public Document current() {
        return current;
    }

    /** The document with the metadata that the caller saw; empty if it never had them. */
    public Optional<Document> base() {
        return base;
    }
}
