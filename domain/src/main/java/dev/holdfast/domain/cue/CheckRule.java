package dev.holdfast.domain.cue;

/** A rule that captions are checked against. */
public enum CheckRule {
    /** Characters in one line. */
    CHARACTERS_PER_LINE,
    /** Lines in one cue. */
    LINES,
    /** The reading speed: characters of a cue per second that it is shown. */
    CHARACTERS_PER_SECOND,
    /** The least time that a cue is shown, in milliseconds. */
    MIN_DURATION,
    /** The greatest time that a cue is shown, in milliseconds. */
    MAX_DURATION,
    /** The time between two cues, in milliseconds. */
    GAP,
    /** The time that a cue and an earlier one are shown together, in milliseconds. */
    OVERLAP,
    /** A caption without text. */
    EMPTY,
    /** More than one space between two words. */
    DOUBLE_SPACE,
    /** A last line that is the number of the next caption, as conversions leave it behind. */
    STRAY_NUMBER,
    /** A header that moves all times of the file when it is played as a part of a stream (HTTP Live Streaming). */
    TIMESTAMP_MAP,
    /** The syntax of the document's format, for WebVTT that of §4. Players tolerate such errors, all in the same way. */
    SYNTAX
}
