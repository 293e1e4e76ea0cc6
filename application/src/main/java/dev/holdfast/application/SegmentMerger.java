package dev.holdfast.application;

import dev.holdfast.application.Splits.Split;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.format.ContentFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Merges a text into the current version of a segment, however the segment was split since.
 *
 * <p>After a split the segment holds the first half alone, which to a merge looks as if the rest had been deleted: an author
 * who deleted or rewrote words of the rest would get a clean merge, while the second half still has the old words. So across
 * a split a merge is clean only if it leaves the text that moved exactly as it was. It is never clean where too much was
 * written since to find all splits.
 */
record SegmentMerger(BoundedReads reads, ContentFormat format) {

    /**
     * Merges.
     *
     * @param base the version that the text was made for
     * @param mine the text
     * @param current the segment as it is now
     */
    Merge merge(Segment base, Content mine, Segment current) {
        var merged = format.merge(base.block(), mine, current.content());
        var found = new Splits(reads).between(base, current);
        if (!found.isComplete()) {
            return disputed(merged);
        }
        var splits = found.splits().stream()
                .filter(split -> !isBack(split.second(), current))
                .toList();
        return splits.isEmpty() ? merged : across(splits, base, mine, current).orElseGet(() -> disputed(merged));
    }

    /** True if all of a second half was joined to the first again. */
    private boolean isBack(Segment second, Segment current) {
        var now = reads.current(second.id()).orElse(second);
        var successors = new Successors(reads).of(Optional.of(second), now);
        return now.deleted()
                && !successors.isEmpty()
                && successors.stream().allMatch(segment -> segment.id().equals(current.id()));
    }

    /** Brings the text from split to split; empty if one of them moved what it changes, or it does not merge. */
    private Optional<Merge> across(List<Split> splits, Segment base, Content mine, Segment current) {
        var from = base;
        var text = mine;
        for (var split : splits) {
            var first = across(split, from, text);
            if (first.isEmpty()) {
                return Optional.empty();
            }
            from = split.first();
            text = first.get();
        }
        return Optional.of(format.merge(from.block(), text, current.content()))
                .filter(merge -> merge.cleanText().isPresent());
    }

    private Optional<Content> across(Split split, Segment from, Content text) {
        return format.merge(from.block(), text, split.before().content())
                .cleanText()
                .filter(before -> before.endsWith(split.moved()))
                .flatMap(before -> format.merge(
                                split.before().block(),
                                new Content(before),
                                split.first().content())
                        .cleanText())
                .map(Content::new);
    }

    /** Words that moved look as if they had been deleted, so the text is disputed even where both sides seem to agree. */
    private static Merge disputed(Merge merged) {
        if (merged.conflicts().stream().anyMatch(part -> part.facet() == Facet.TEXT)) {
            return merged;
        }
        var text = merged.disputing(Set.of(Facet.TEXT));
        return text.conflicts().isEmpty() ? merged.disputing(Set.of(Facet.values())) : text;
    }
}
