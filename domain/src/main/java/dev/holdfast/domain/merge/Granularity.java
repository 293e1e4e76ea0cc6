package dev.holdfast.domain.merge;

/** Stand-in. */
public enum Granularity {
    WORDS,
    LINES
}
