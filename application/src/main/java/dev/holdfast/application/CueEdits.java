package dev.holdfast.application;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CueFormat;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import dev.holdfast.domain.format.ContentFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The edits of the cue operations: shift, split and join. Each method throws {@link InvalidEdit} if a segment is not a cue, or
 * if the operation cannot be done to it.
 */
record CueEdits(DocumentStore store, CueOrder order, ContentFormat format) {

    List<Edit> shift(int index, List<Segment> cues, CueShift shift) {
        requireCues(index, cues);
        if (cues.isEmpty()) {
            throw new InvalidEdit(index, "A shift needs one cue or more. Name them.");
        }
        var edits = new ArrayList<Edit>(cues.size());
        for (var cue : cues) {
            var shifted = done(index, cue, "shifted", () -> {
                var next = cues().shift(cue.content(), shift);
                format.validate(cue.block(), next);
                return next;
            });
            if (!shifted.equals(cue.content())) {
                edits.add(new Edit.Replace(cue.id(), cue.hash(), shifted));
            }
        }
        return edits;
    }

    /**
     * Splits a cue.
     *
     * @param second the id of the second half
     * @param place finds the place right after the cue
     */
    CheckedEdit split(int index, Segment cue, CueSplit split, SegmentId second, Supplier<Position> place) {
        requireCues(index, List.of(cue));
        var halves = done(index, cue, "split", () -> {
            var made = cues().split(cue.content(), split);
            format.validate(cue.block(), made.first());
            format.validate(cue.block(), made.second());
            return made;
        });
        // Not composed: that would refuse errors that the cue had before and that its halves therefore have.
        var block = Block.of(SegmentKind.CUE, halves.second());
        return new CheckedEdit(
                List.of(halves.first(), halves.second()),
                1,
                () -> List.of(
                        new Edit.Replace(cue.id(), cue.hash(), halves.first()),
                        new Edit.Insert(second, place.get(), block)));
    }

    List<Edit> join(int index, List<Segment> cues) {
        requireCues(index, cues);
        if (cues.size() < 2) {
            throw new InvalidEdit(index, "A join needs two cues or more. Name those that follow too.");
        }
        requireSequence(index, cues);
        var joined = joined(index, cues);
        var first = cues.get(0);
        var edits = new ArrayList<Edit>(cues.size());
        if (!joined.equals(first.content())) {
            edits.add(new Edit.Replace(first.id(), first.hash(), joined));
        }
        for (var cue : cues.subList(1, cues.size())) {
            edits.add(new Edit.Delete(cue.id(), cue.hash(), Optional.of(first.id())));
        }
        return edits;
    }

    /** The joined cue. It needs no validation: each error that it can have was in one of the cues before. */
    private Content joined(int index, List<Segment> cues) {
        try {
            return cues().join(cues.stream().map(Segment::content).toList());
        } catch (InvalidEdit e) { // whose index is that of the cue among those to join
            throw new InvalidEdit(index, String.valueOf(e.getMessage()));
        }
    }

    /** Only a format with cues has segments that {@link #requireCues} accepts. */
    private CueFormat cues() {
        return format.cues().orElseThrow();
    }

    private static void requireCues(int index, List<Segment> segments) {
        for (var segment : segments) {
            if (segment.kind() != SegmentKind.CUE) {
                throw new InvalidEdit(
                        index,
                        "The segment %s is of the kind %s. Only cues can be shifted, split or joined."
                                .formatted(segment.id(), segment.kind().label()));
            }
        }
    }

    /** Runs an operation on a cue; a refusal of its text becomes a refusal of the edit. */
    private static <T> T done(int index, Segment cue, String what, Supplier<T> operation) {
        try {
            return operation.get();
        } catch (InvalidContent e) {
            throw new InvalidEdit(index, "The cue %s cannot be %s. %s".formatted(cue.id(), what, e.getMessage()));
        }
    }

    /** Requires that the cues follow one another in the document, with no other cue between them. */
    private void requireSequence(int index, List<Segment> cues) {
        for (var i = 1; i < cues.size(); i++) {
            var next = order.next(cues.get(i - 1)).map(Segment::id);
            if (!next.equals(Optional.of(cues.get(i).id()))) {
                refuseSequence(index, cues, i);
                return;
            }
        }
    }

    /** Refuses the edit, unless one of the cues has changed meanwhile: then the commit is refused for that. */
    private void refuseSequence(int index, List<Segment> cues, int next) {
        var ids = cues.stream().map(Segment::id).collect(Collectors.toSet());
        var now = store.segments(cues.get(0).document(), ids).orElseThrow().segments();
        if (new HashSet<>(now).containsAll(cues)) {
            throw new InvalidEdit(
                    index,
                    "The cue %s is not the next one after %s. Join cues that follow one another, and name them in their order."
                            .formatted(cues.get(next).id(), cues.get(next - 1).id()));
        }
    }
}
