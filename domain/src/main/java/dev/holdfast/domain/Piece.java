package dev.holdfast.domain;

import java.util.Optional;

/** A part of a text that two sides changed. */
public sealed interface Piece {

    /** The dispute, if the sides changed this part in different ways. */
    default Optional<Disputed> dispute() {
        return Optional.empty();
    }

    /** Text that both sides left alone, that only one of them changed, or that both changed in the same way. */
    record Agreed(String text) implements Piece {}

    /** Text that each side changed in its own way. */
    record Disputed(String base, String mine, String theirs) implements Piece {
        @Override
        public Optional<Disputed> dispute() {
            return Optional.of(this);
        }
    }
}
