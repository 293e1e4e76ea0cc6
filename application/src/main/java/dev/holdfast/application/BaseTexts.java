package dev.holdfast.application;

import dev.holdfast.application.EditRequest.Target;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.cue.CueFormat;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Texts that requests would have made of the versions that they were made for. */
record BaseTexts(BoundedReads reads, String mediaType) {

    /** The newest of the versions that a precondition names, of as many of them as can be read. */
    Optional<Revision> seen(SegmentId segment, Precondition precondition) {
        return precondition.seen().stream()
                .takeWhile(hash -> !reads.isSpent())
                .flatMap(hash -> reads.revision(segment, hash).stream())
                .max(Comparator.comparing(revision -> revision.segment().version()));
    }

    /** The text that a change makes of a version. */
    Optional<Content> changed(Segment base, SegmentChange change) {
        return ofCaller(() -> change.apply(base));
    }

    /** The text that a shift makes of a version. */
    Optional<Content> shifted(Segment base, CueShift shift) {
        return possible(() -> cues().shift(base.content(), shift));
    }

    /** The text that a split leaves to the first half. */
    Optional<Content> firstHalf(Segment base, CueSplit split) {
        return possible(() -> cues().split(base.content(), split).first());
    }

    /** The text that a join makes of the versions that its author has seen; empty unless all of them can be read. */
    Optional<Content> joined(List<Target> targets) {
        var cues = new ArrayList<Content>();
        for (var target : targets) {
            var seen = reads.isSpent() ? Optional.<Revision>empty() : seen(target.segment(), target.precondition());
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            cues.add(seen.get().segment().content());
        }
        return possible(() -> cues().join(cues));
    }

    private CueFormat cues() {
        return Formats.requireCues(mediaType);
    }

    /**
     * The result of the caller's change; empty if the change cannot be read, or cannot be made to this version. Whatever it
     * throws, an exception of an adapter included, must not take the place of the refusal that is explained here.
     */
    private static Optional<Content> ofCaller(Supplier<Content> change) {
        try {
            return Optional.of(change.get());
        } catch (StoreUnavailable e) { // the store failed, not the change
            throw e;
        } catch (RuntimeException e) { // the change is foreign code: it has no common type to throw
            return Optional.empty();
        }
    }

    /** The result of an operation on cues; empty if it cannot be done to this version. */
    private static <T> Optional<T> possible(Supplier<T> operation) {
        try {
            return Optional.of(operation.get());
        } catch (InvalidContent | InvalidEdit | UnsupportedFormat e) {
            return Optional.empty();
        }
    }
}
