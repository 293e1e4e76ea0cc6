package dev.holdfast.domain.webvtt;

/** What the checks look at. */
public enum CheckRule {
    /** Characters in one line. */
    CHARACTERS_PER_LINE,
    /** Lines in one cue. */
    LINES,
    /** Characters of a cue per second that it is shown. */
    CHARACTERS_PER_SECOND,
    /** The least time that a cue is shown, in milliseconds. */
    MIN_DURATION,
    /** The greatest time that a cue is shown, in milliseconds. */
    MAX_DURATION,
    /** The time between two cues, in milliseconds. */
    GAP,
    /** The time that a cue and an earlier one are shown together, in milliseconds. */
    OVERLAP,
    /** What the syntax of WebVTT §4 forbids. Players cope with it, each in the same way. */
    SYNTAX
}
