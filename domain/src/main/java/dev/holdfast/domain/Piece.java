package dev.holdfast.domain;

/** A part of a text that two sides changed. */
public sealed interface Piece {

    /** What both sides left alone, or what only one of them changed, or both in the same way. */
    record Agreed(String text) implements Piece {}

    /** What each side changed in its own way. */
    record Disputed(String base, String mine, String theirs) implements Piece {}
}
