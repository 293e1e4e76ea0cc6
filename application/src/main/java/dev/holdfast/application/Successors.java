package dev.holdfast.application;

import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Finds where the text of a segment went when the segment was split, or joined to another. */
record Successors(BoundedReads reads) {

    /**
     * The segments that hold what a segment held: the second halves of its splits since, and the cue it was joined to; also
     * where it went from there. Those that a tombstone names as its successor are looked up as they are now; what happened
     * to the successor before is not distinguished from what happened since, so its splits are not looked for.
     *
     * @param base the version whose text is looked for; empty if it is not known, which leaves splits unseen
     * @param current the segment as it is now
     * @return the segments as they are now, in the order of the document; tombstones only where nothing succeeds them.
     *     If that takes too much reading, those that were found until then
     */
    List<Segment> of(Optional<Segment> base, Segment current) {
        record Step(Segment seen, Segment now) {}
        var found = new HashMap<SegmentId, Segment>();
        var steps = new ArrayDeque<Step>();
        steps.add(new Step(base.orElse(current), current));
        while (!steps.isEmpty() && !reads.isSpent()) {
            var step = steps.remove();
            if (found.putIfAbsent(step.now().id(), step.now()) == null) {
                for (var split :
                        new Splits(reads).between(step.seen(), step.now()).splits()) {
                    steps.add(new Step(split.second(), now(split.second())));
                }
                step.now().successor().flatMap(reads::current).ifPresent(next -> steps.add(new Step(next, next)));
            }
        }
        found.remove(current.id());
        return found.values().stream()
                .filter(segment -> segment.successor().isEmpty())
                .sorted(Comparator.comparing(Segment::position))
                .toList();
    }

    private Segment now(Segment segment) {
        return reads.current(segment.id()).orElse(segment);
    }
}
