package dev.holdfast.application;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.ContentFormat;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.webvtt.CueJoin;
import dev.holdfast.domain.webvtt.CueShift;
import dev.holdfast.domain.webvtt.CueSplit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes the edits of what can be done to WebVTT cues and to nothing else. Each method throws {@link InvalidEdit} if a segment
 * is no cue, or is one that it cannot be done to.
 */
record CueEdits(DocumentStore store, ContentFormat format) {

    /** How many segments are looked through at a time for what stands between two cues, beyond the cues themselves. */
    private static final int BLOCKS_BETWEEN = 16;

    List<Edit> shift(int index, List<Segment> cues, CueShift shift) {
        requireCues(index, cues);
        if (cues.isEmpty()) {
            throw new InvalidEdit(index, "It takes one cue or more to shift them. Name them.");
        }
        var edits = new ArrayList<Edit>(cues.size());
        for (var cue : cues) {
            var shifted = done(index, cue, "shifted", () -> {
                var next = shift.applyTo(cue.content());
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
    List<Edit> split(int index, Segment cue, CueSplit split, SegmentId second, Supplier<Position> place) {
        requireCues(index, List.of(cue));
        var halves = done(index, cue, "split", () -> {
            var made = split.applyTo(cue.content());
            format.validate(cue.block(), made.first());
            format.validate(cue.block(), made.second());
            return made;
        });
        // Not composed: that would refuse errors that the cue had before and that its halves therefore have.
        var block = Block.of(SegmentKind.CUE, halves.second());
        return List.of(
                new Edit.Replace(cue.id(), cue.hash(), halves.first()), new Edit.Insert(second, place.get(), block));
    }

    List<Edit> join(int index, List<Segment> cues) {
        requireCues(index, cues);
        if (cues.size() < 2) {
            throw new InvalidEdit(index, "It takes two cues or more to join them. Name those that follow too.");
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

    /** Needs no validation: it is one cue, and every error that it can have was one of the cues' before. */
    private static Content joined(int index, List<Segment> cues) {
        try {
            return CueJoin.join(cues.stream().map(Segment::content).toList());
        } catch (InvalidEdit e) { // whose index is that of the cue among those to join
            throw new InvalidEdit(index, String.valueOf(e.getMessage()));
        }
    }

    private static void requireCues(int index, List<Segment> segments) {
        for (var segment : segments) {
            if (segment.kind() != SegmentKind.CUE) {
                throw new InvalidEdit(
                        index,
                        "The segment %s is of the kind %s. Only the cues of a WebVTT document can be shifted, split or joined."
                                .formatted(segment.id(), segment.kind().label()));
            }
        }
    }

    /** A refusal of one cue's text, as one of the edit that names the cue. */
    private static <T> T done(int index, Segment cue, String what, Supplier<T> operation) {
        try {
            return operation.get();
        } catch (InvalidContent e) {
            throw new InvalidEdit(index, "The cue %s cannot be %s. %s".formatted(cue.id(), what, e.getMessage()));
        }
    }

    /** Checks that no other cue stands between these, and that they come in the order of the document. */
    private void requireSequence(int index, List<Segment> cues) {
        var position = cues.get(0).position();
        var next = 1;
        while (next < cues.size()) {
            var page = store.page(cues.get(0).document(), Optional.of(position), cues.size() - next + BLOCKS_BETWEEN)
                    .orElseThrow();
            for (var segment : page.segments()) {
                if (segment.kind() == SegmentKind.CUE && next < cues.size()) {
                    if (!segment.id().equals(cues.get(next).id())) {
                        refuseSequence(index, cues, next);
                        return;
                    }
                    next++;
                }
                position = segment.position();
            }
            if (next < cues.size() && !page.more()) {
                refuseSequence(index, cues, next);
                return;
            }
        }
    }

    /** Refuses, unless one of the cues is no longer what it was: then the commit is going to be refused for that. */
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
