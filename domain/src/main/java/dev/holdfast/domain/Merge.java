package dev.holdfast.domain;

import dev.holdfast.domain.Piece.Disputed;
import java.util.List;

/** What a three-way merge came to. */
public sealed interface Merge {

    /** All changes of both sides fit together. */
    record Clean(String text) implements Merge {}

    /**
     * Some changes do not fit together.
     *
     * @param pieces the whole text in order; one at least is disputed, and no two neighbours are both agreed
     */
    record Conflicting(List<Piece> pieces) implements Merge {

        public Conflicting {
            pieces = List.copyOf(pieces);
            if (pieces.stream().noneMatch(Disputed.class::isInstance)) {
                throw new IllegalArgumentException("A conflict has something to disagree about");
            }
        }

        /** The disputed pieces alone. */
        public List<Disputed> conflicts() {
            return pieces.stream()
                    .filter(Disputed.class::isInstance)
                    .map(Disputed.class::cast)
                    .toList();
        }
    }
}
