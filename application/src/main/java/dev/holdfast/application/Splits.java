package dev.holdfast.application;

import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds in the log where cues were split. A split is known by what it did: one commit made a cue end earlier, and inserted
 * after it a cue for the rest of its time. So one that a client made of a replacement and an insertion counts too.
 */
record Splits(DocumentStore store) {

    /** The number of versions read at a time. */
    private static final int PAGE = 100;

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

    /** The splits of a segment after one of its versions and up to another, the oldest first. */
    List<Split> between(Segment base, Segment current) {
        var splits = new ArrayDeque<Split>();
        var after = current;
        while (after.kind() == SegmentKind.CUE && after.version().compareTo(base.version()) > 0) {
            for (var before : before(after, base)) {
                split(before, after).ifPresent(splits::addFirst);
                after = before;
            }
        }
        return List.copyOf(splits);
    }

    /** Versions before one, the newest first and none older than the base. */
    private List<Segment> before(Segment after, Segment base) {
        var between = after.version().number() - base.version().number() - 1;
        return between == 0
                ? List.of(base)
                : store.history(base.id(), Optional.of(after.version()), (int) Math.min(between, PAGE)).stream()
                        .map(Revision::segment)
                        .toList();
    }

    private Optional<Split> split(Segment before, Segment after) {
        var whole = Formats.cue(before.kind(), before.content());
        var first = Formats.cue(after.kind(), after.content());
        return whole.isPresent() && first.isPresent() && isCutShort(whole.get(), first.get())
                ? inserted(after)
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

    /** The segments that the commit of this version inserted after it. */
    private Stream<Segment> inserted(Segment after) {
        return store.revision(after.id(), after.hash()).stream()
                .flatMap(made -> store.commits(after.document(), made.revision() - 1, 1).stream())
                .flatMap(commit -> commit.changes().stream())
                .filter(change -> change.operation() == Operation.INSERT)
                .flatMap(change -> change.segment().stream())
                .filter(segment -> segment.position().compareTo(after.position()) > 0);
    }
}
