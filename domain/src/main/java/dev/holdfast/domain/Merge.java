package dev.holdfast.domain;

import dev.holdfast.domain.Piece.Agreed;
import dev.holdfast.domain.Piece.Disputed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The result of a three-way merge. */
public sealed interface Merge {

    /** The whole text in order. */
    List<Piece> pieces();

    /** The disputed pieces alone. */
    default List<Disputed> conflicts() {
        return pieces().stream().flatMap(piece -> piece.dispute().stream()).toList();
    }

    /** The merged text, if all changes fit together. */
    default Optional<String> cleanText() {
        return Optional.empty();
    }

    /**
     * The merged text.
     *
     * @param refusal makes the exception to throw if some changes do not fit together
     */
    <X extends RuntimeException> String textOrThrow(Function<Conflicting, X> refusal);

    /** The merge with those pieces; neighbours that are both agreed become one. */
    static Merge of(List<Piece> pieces) {
        var joined = new ArrayList<Piece>();
        var agreed = new StringBuilder();
        for (var piece : pieces) {
            if (piece instanceof Agreed next) {
                agreed.append(next.text());
            } else {
                addAgreed(agreed, joined);
                joined.add(piece);
            }
        }
        if (joined.isEmpty()) {
            return new Clean(agreed.toString());
        }
        addAgreed(agreed, joined);
        return new Conflicting(joined);
    }

    private static void addAgreed(StringBuilder agreed, List<Piece> joined) {
        if (!agreed.isEmpty()) {
            joined.add(new Agreed(agreed.toString()));
            agreed.setLength(0);
        }
    }

    /** A merge in which the whole texts are disputed. */
    static Merge disputed(Content base, Content mine, Content theirs) {
        return new Conflicting(List.of(new Disputed(base.text(), mine.text(), theirs.text())));
    }

    /** All changes of both sides fit together. */
    record Clean(String text) implements Merge {
        @Override
        public List<Piece> pieces() {
            return List.of(new Agreed(text));
        }

        @Override
        public Optional<String> cleanText() {
            return Optional.of(text);
        }

        @Override
        public <X extends RuntimeException> String textOrThrow(Function<Conflicting, X> refusal) {
            return text;
        }
    }

    /**
     * Some changes do not fit together.
     *
     * @param pieces the whole text in order; one at least is disputed, and no two neighbours are both agreed
     */
    record Conflicting(List<Piece> pieces) implements Merge {

        public Conflicting {
            pieces = List.copyOf(pieces);
            if (pieces.stream().allMatch(piece -> piece.dispute().isEmpty())) {
                throw new IllegalArgumentException("A conflicting merge must have a disputed piece");
            }
        }

        @Override
        public <X extends RuntimeException> String textOrThrow(Function<Conflicting, X> refusal) {
            throw refusal.apply(this);
        }
    }
}
