package dev.holdfast.domain.merge;

/** The smallest unit of text that a merge keeps together. */
public enum Granularity {
    /** Words and the text between them, as Unicode separates them (UAX 29); for text that people read. */
    WORDS,
    /** Lines with their terminators; for text that machines read. */
    LINES
}
