package dev.holdfast.domain;

import dev.holdfast.domain.MergePart.Agreed;
import dev.holdfast.domain.MergePart.Disputed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The result of a three-way merge. */
public sealed interface Merge {

    /**
     * The whole text in order: what the parts have of a version, put one after the other, is that version. None is empty, and
     * no two neighbours of one facet are both unchanged.
     */
    List<MergePart> parts();

    /** The disputed parts alone. */
    default List<Disputed> conflicts() {
        return parts().stream().flatMap(part -> part.dispute().stream()).toList();
    }

    /** The merged text, if all changes fit together. */
    default Optional<String> cleanText() {
        return Optional.empty();
    }

    /** The merged text after somebody decided what is disputed. */
    default String decided(Function<Disputed, String> choice) {
        return parts().stream().map(part -> part.decided(choice)).collect(Collectors.joining());
    }

    /**
     * The merged text.
     *
     * @param refusal makes the exception to throw if some changes do not fit together
     */
    <X extends RuntimeException> String textOrThrow(Function<Conflicting, X> refusal);

    /** The same merge, in which each of those facets is disputed as a whole if a side changed it. */
    default Merge disputing(Set<Facet> facets) {
        var next = new ArrayList<MergePart>();
        for (var facet : byFacet()) {
            var whole = facet.size() == 1 ? facet.get(0) : joined(facet);
            if (facets.contains(whole.facet()) && !whole.isUnchanged()) {
                next.add(new Disputed(whole.facet(), whole.base(), whole.mine(), whole.theirs()));
            } else {
                next.addAll(facet);
            }
        }
        return of(next);
    }

    /** The parts, neighbours of one facet together. */
    private List<List<MergePart>> byFacet() {
        var facets = new ArrayList<List<MergePart>>();
        for (var part : parts()) {
            var last = facets.isEmpty() ? List.<MergePart>of() : facets.get(facets.size() - 1);
            if (!last.isEmpty() && last.get(0).facet() == part.facet()) {
                last.add(part);
            } else {
                facets.add(new ArrayList<>(List.of(part)));
            }
        }
        return facets;
    }

    private static MergePart joined(List<MergePart> parts) {
        return new Disputed(
                parts.get(0).facet(),
                text(parts, MergePart::base),
                text(parts, MergePart::mine),
                text(parts, MergePart::theirs));
    }

    private static String text(List<MergePart> parts, Function<MergePart, String> version) {
        return parts.stream().map(version).collect(Collectors.joining());
    }

    /** The merge with those parts; empty ones are left out, and unchanged neighbours of one facet become one. */
    static Merge of(List<MergePart> parts) {
        var next = new ArrayList<MergePart>();
        var unchanged = new ArrayList<MergePart>();
        for (var part : parts) {
            var follows = unchanged.isEmpty() || unchanged.get(0).facet() == part.facet();
            if (!part.isUnchanged() || !follows) {
                addUnchanged(unchanged, next);
            }
            (part.isUnchanged() ? unchanged : next).add(part);
        }
        addUnchanged(unchanged, next);
        return next.stream().anyMatch(part -> part.dispute().isPresent()) ? new Conflicting(next) : new Clean(next);
    }

    private static void addUnchanged(List<MergePart> unchanged, List<MergePart> parts) {
        var text = text(unchanged, MergePart::base);
        if (!text.isEmpty()) {
            parts.add(Agreed.unchanged(unchanged.get(0).facet(), text));
        }
        unchanged.clear();
    }

    /** All changes of both sides fit together. */
    record Clean(List<MergePart> parts) implements Merge {

        public Clean {
            parts = List.copyOf(parts);
            if (parts.stream().anyMatch(part -> part.dispute().isPresent())) {
                throw new IllegalArgumentException("A clean merge must not have a disputed part");
            }
        }

        /** The merged text. */
        public String text() {
            return decided(Disputed::mine);
        }

        @Override
        public Optional<String> cleanText() {
            return Optional.of(text());
        }

        @Override
        public <X extends RuntimeException> String textOrThrow(Function<Conflicting, X> refusal) {
            return text();
        }
    }

    /** Some changes do not fit together. One part at least is disputed. */
    record Conflicting(List<MergePart> parts) implements Merge {

        public Conflicting {
            parts = List.copyOf(parts);
            if (parts.stream().allMatch(part -> part.dispute().isEmpty())) {
                throw new IllegalArgumentException("A conflicting merge must have a disputed part");
            }
        }

        @Override
        public <X extends RuntimeException> String textOrThrow(Function<Conflicting, X> refusal) {
            throw refusal.apply(this);
        }
    }
}
