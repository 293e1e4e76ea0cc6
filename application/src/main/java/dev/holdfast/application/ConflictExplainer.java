package dev.holdfast.application;

import dev.holdfast.application.EditRequest.Target;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import java.util.Optional;

/** Explains stale edits: base, merge, and where the text moved to. */
record ConflictExplainer(DocumentStore store, String mediaType, Author author) {

    /**
     * Explains one conflict.
     *
     * @param index index of the stale edit in its batch
     * @param edit the edit
     * @param target the segment and the precondition that failed
     * @param current the segment as it is now
     */
    Conflict explain(int index, EditRequest edit, Target target, Segment current) {
        var base = texts().seen(target.segment(), target.precondition());
        var merge = base.filter(revision -> !current.deleted())
                .map(Revision::segment)
                .flatMap(seen -> edit.textOf(seen, texts()).map(mine -> merge(seen, mine, current)));
        var appliedAs = base.map(Revision::segment).flatMap(seen -> appliedAs(edit, seen));
        var movedTo = new Successors(store).of(base.map(Revision::segment), current);
        return new Conflict(index, current.id(), Optional.of(current), base, merge, appliedAs, movedTo);
    }

    private BaseTexts texts() {
        return new BaseTexts(store, mediaType);
    }

    private Merge merge(Segment base, Content mine, Segment current) {
        return new SegmentMerger(store, Formats.of(mediaType)).merge(base, mine, current);
    }

    /** The tag after an edit follows from the tag before it and the edit, so the log can be asked for that tag. */
    private Optional<Revision> appliedAs(EditRequest edit, Segment base) {
        return edit.editOf(base, texts())
                .flatMap(wanted -> store.revision(base.id(), wanted.result()))
                .filter(revision -> revision.segment().updated().by().equals(author));
    }
}
