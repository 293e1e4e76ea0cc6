package dev.holdfast.domain;

import java.util.Locale;

/** Kind of a segment: the part of the document that it is. It never changes. */
public enum SegmentKind {
    /** A piece of a document that has only pieces of one kind. */
    TEXT,
    /** The first block of a WebVTT file. */
    HEADER,
    /** A WebVTT cue: one caption with its times. */
    CUE,
    /** A WebVTT comment. */
    NOTE,
    /** A WebVTT style sheet. */
    STYLE,
    /** The definition of a WebVTT region. */
    REGION,
    /** A block that a WebVTT parser ignores and an editor must keep. */
    OTHER;

    /** The name in lower case, as interfaces show it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind with that {@link #label}.
     *
     * @throws IllegalArgumentException if no constant has that label
     */
    public static SegmentKind of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
