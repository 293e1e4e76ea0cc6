package dev.holdfast.application;

import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Version;
import dev.holdfast.domain.cue.Cue;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds in the log where cues were split. A split is known by what it did: one commit made a cue end earlier, and inserted
 * after it a cue for the rest of its time. So one that a client made of a replacement and an insertion counts too.
 */
record Splits(BoundedReads reads) {

    /** The number of versions since the base among which splits are looked for. */
    private static final int MAX_VERSIONS = 300;

    private static final Found NONE = new Found(List.of(), true);

    /**
     * The splits of a cue.
     *
     * @param splits the oldest first
     * @param isComplete false if there may be more of them, which would have taken too much reading to find
     */
    record Found(List<Split> splits, boolean isComplete) {
        Found {
            splits = List.copyOf(splits);
        }
    }

    /**
     * One split.
     *
     * @param before the cue before it
     * @param first the same segment after it
     * @param second the segment that it inserted, as it inserted it
     */
    record Split(Segment before, Segment first, Segment second) {

        /** The text that went to the second half: all that both end with. */
        String moved() {
            var whole = before.content().text();
            var half = second.content().text();
            var length = 0;
            while (length < Math.min(whole.length(), half.length())
                    && whole.charAt(whole.length() - 1 - length) == half.charAt(half.length() - 1 - length)) {
                length++;
            }
            return whole.substring(whole.length() - length);
        }
    }

    /** The splits of a segment after one of its versions and up to another. */
    Found between(Segment base, Segment current) {
        if (current.kind() != SegmentKind.CUE || current.version().compareTo(base.version()) <= 0) {
            return NONE;
        }
        var revisions = reads.revisions(base, current, MAX_VERSIONS);
        var inserted = reads.inserted(base.document(), revisions);
        if (inserted.isEmpty()) {
            return new Found(List.of(), false);
        }
        var splits = new ArrayDeque<Split>();
        for (var i = 0; i < revisions.size(); i++) {
            var candidates = inserted.get().getOrDefault(revisions.get(i), List.of());
            if (!candidates.isEmpty() && reads.isSpent()) {
                return new Found(List.copyOf(splits), false);
            }
            if (!candidates.isEmpty()) {
                var number = current.version().number() - i;
                split(version(number - 1, base, current), version(number, base, current), candidates)
                        .ifPresent(splits::addFirst);
            }
        }
        var isComplete =
                revisions.size() == current.version().number() - base.version().number();
        return new Found(List.copyOf(splits), isComplete);
    }

    private Optional<Segment> version(long number, Segment base, Segment current) {
        if (number == current.version().number()) {
            return Optional.of(current);
        }
        return number == base.version().number()
                ? Optional.of(base)
                : reads.version(base.id(), new Version(number)).map(Revision::segment);
    }

    private static Optional<Split> split(Optional<Segment> before, Optional<Segment> after, List<Segment> inserted) {
        return before.flatMap(whole -> after.flatMap(first -> split(whole, first, inserted)));
    }

    private static Optional<Split> split(Segment before, Segment after, List<Segment> inserted) {
        var whole = Formats.cue(before.kind(), before.content());
        var first = Formats.cue(after.kind(), after.content());
        return whole.isPresent() && first.isPresent() && isCutShort(whole.get(), first.get())
                ? inserted.stream()
                        .filter(segment -> segment.position().compareTo(after.position()) > 0)
                        .filter(segment -> isRest(whole.get(), first.get(), segment))
                        .min(Comparator.comparing(Segment::position))
                        .map(second -> new Split(before, after, second))
                : Optional.empty();
    }

    private static boolean isCutShort(Cue whole, Cue first) {
        return first.startMillis() == whole.startMillis() && first.endMillis() < whole.endMillis();
    }

    private static boolean isRest(Cue whole, Cue first, Segment segment) {
        return Formats.cue(segment.kind(), segment.content())
                .filter(cue -> cue.startMillis() == first.endMillis() && cue.endMillis() == whole.endMillis())
                .isPresent();
    }
}
