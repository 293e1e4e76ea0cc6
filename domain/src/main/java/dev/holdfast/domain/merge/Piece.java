package dev.holdfast.domain.merge;

/** A part. */
public sealed interface Piece {
    record Agreed(String text) implements Piece {}

    record Disputed(String base, String mine, String theirs) implements Piece {}
}
