package dev.holdfast.domain;

/** Part of a cue that is merged by itself. A text that is not a cue has the facet {@link #TEXT} alone. */
public enum Facet {
    /** The line before the timing line, with its terminator. */
    IDENTIFIER,
    /** The start time. */
    START,
    /** The end time. */
    END,
    /** The settings, with the white space before them. */
    SETTINGS,
    /** White space and arrow of the timing line, about which two sides never disagree. */
    TIMING,
    /** The words, merged range by range. */
    TEXT
}
