package dev.holdfast.domain;

import java.util.Optional;
import java.util.function.Function;

/** Part of a merged text: one facet, or one range of words, as it is in each of the versions. */
public sealed interface MergePart {

    /** The facet that it is, or belongs to. */
    Facet facet();

    /** Its characters in the version that both sides started from. */
    String base();

    /** Its characters in the text of the caller. */
    String mine();

    /** Its characters in the current text. */
    String theirs();

    /** Its characters in the merged text; empty if the sides disagree. */
    default Optional<String> merged() {
        return Optional.empty();
    }

    /** The disagreement; empty if the sides agree. */
    default Optional<Disputed> dispute() {
        return Optional.empty();
    }

    /** Its characters in the merged text, or those that somebody chooses if the sides disagree. */
    default String decided(Function<Disputed, String> choice) {
        return dispute().map(choice).or(this::merged).orElseThrow();
    }

    /** True if no side changed it. */
    default boolean isUnchanged() {
        return mine().equals(base()) && theirs().equals(base());
    }

    /** Part that both sides left alone, that only one of them changed, or that both changed in the same way. */
    record Agreed(Facet facet, String base, String mine, String theirs, String text) implements MergePart {

        public Agreed {
            if (!text.equals(mine) && !text.equals(theirs)) {
                throw new IllegalArgumentException("The merged text must be that of one side");
            }
        }

        /** A part that no side changed. */
        public static Agreed unchanged(Facet facet, String text) {
            return new Agreed(facet, text, text, text, text);
        }

        @Override
        public Optional<String> merged() {
            return Optional.of(text);
        }
    }

    /** Part that each side changed in its own way. */
    record Disputed(Facet facet, String base, String mine, String theirs) implements MergePart {

        @Override
        public Optional<Disputed> dispute() {
            return Optional.of(this);
        }
    }
}
