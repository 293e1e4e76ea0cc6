package dev.holdfast.application;

import dev.holdfast.application.EditRequest.Target;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.cue.CueFormat;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Explains stale edits: base, merge, and where the text moved to. */
record ConflictExplainer(DocumentStore store, String mediaType, Author author) {

    /**
     * Explains one conflict.
     *
     * @param index which edit of the commit is stale
     * @param edit the edit
     * @param target the segment and the precondition that failed
     * @param current the segment as it is now
     */
    Conflict explain(int index, EditRequest edit, Target target, Segment current) {
        var base = base(target);
        var merge = base.filter(revision -> !current.deleted())
                .map(Revision::segment)
                .flatMap(seen -> edit.textOf(seen, this).map(mine -> merge(seen, mine, current)));
        var appliedAs = base.map(Revision::segment).flatMap(seen -> appliedAs(edit, seen));
        var movedTo = new Successors(store).of(base.map(Revision::segment), current);
        return new Conflict(index, current.id(), Optional.of(current), base, merge, appliedAs, movedTo);
    }

    /** The newest of the versions that the writer says to have seen. */
    private Optional<Revision> base(Target target) {
        return target.precondition().seen().stream()
                .flatMap(hash -> store.revision(target.segment(), hash).stream())
                .max(Comparator.comparing(revision -> revision.segment().version()));
    }

    private Merge merge(Segment base, Content mine, Segment current) {
        return new SegmentMerger(store, Formats.of(mediaType)).merge(base, mine, current);
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

    /** The text that a join makes of the versions that its writer has seen; empty unless all of them are known. */
    Optional<Content> joined(List<Target> cues) {
        var texts = cues.stream()
                .flatMap(cue -> base(cue).stream())
                .map(revision -> revision.segment().content())
                .toList();
        return texts.size() < cues.size() ? Optional.empty() : possible(() -> cues().join(texts));
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

    /** The tag after an edit follows from the tag before it and the edit, so the log can be asked for that tag. */
    private Optional<Revision> appliedAs(EditRequest edit, Segment base) {
        return edit.editOf(base, this)
                .flatMap(wanted -> store.revision(base.id(), wanted.result()))
                .filter(revision -> revision.segment().updated().by().equals(author));
    }
}
