package dev.holdfast.domain;

import java.util.Locale;

/** Operation of one change on a segment, or on the document itself. */
public enum Operation {
    /** A segment came into being. */
    INSERT,
    /** A segment's content was replaced. */
    REPLACE,
    /** A segment went to another place in its document. */
    MOVE,
    /** A document came into being. */
    CREATE,
    /** A document's title, language or other metadata was changed. */
    DESCRIBE,
    /** A segment or a document became a tombstone. */
    DELETE,
    /** A tombstone came back to life. */
    RESTORE;

    /** The name in lower case, as it enters hashes and leaves through interfaces. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The operation with that {@link #label}.
     *
     * @throws IllegalArgumentException if no constant has that label
     */
    public static Operation of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
