package dev.holdfast.application;

import dev.holdfast.application.EditRequest.Target;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains stale edits: base, merge, and where the text moved to. The work for one refusal is bounded. */
record ConflictExplainer(BoundedReads reads, String mediaType, Author author) {

    /** The most stale edits of one refusal that are explained. A person cannot decide more at once. */
    private static final int MAX_EXPLAINED = 20;

    /** Stale edit of a batch: the segment as it is now does not fulfil the precondition of the target. */
    record Stale(int index, EditRequest edit, Target target, Segment current) {}

    /** The conflicts of a refusal, the first of them explained. */
    List<Conflict> explain(List<Stale> edits) {
        var conflicts = new ArrayList<Conflict>();
        for (var stale : edits) {
            var isExplained = conflicts.isEmpty() || (conflicts.size() < MAX_EXPLAINED && !reads.isSpent());
            conflicts.add(isExplained ? explained(stale) : Conflict.unexplained(stale.index(), stale.current()));
        }
        return conflicts;
    }

    private Conflict explained(Stale stale) {
        var target = stale.target();
        var edit = stale.edit();
        var current = stale.current();
        var base = texts().seen(target.segment(), target.precondition());
        var merge = base.filter(revision -> !current.deleted())
                .map(Revision::segment)
                .flatMap(seen -> edit.textOf(seen, texts()).map(mine -> merge(seen, mine, current)));
        var appliedAs = base.map(Revision::segment).flatMap(seen -> appliedAs(edit, seen, current));
        var movedTo = new Successors(reads).of(base.map(Revision::segment), current);
        return new Conflict(stale.index(), current.id(), Optional.of(current), base, merge, appliedAs, movedTo, true);
    }

    private BaseTexts texts() {
        return new BaseTexts(reads, mediaType);
    }

    private Merge merge(Segment base, Content mine, Segment current) {
        return new SegmentMerger(reads, Formats.of(mediaType)).merge(base, mine, current);
    }

    /** The tag after an edit follows from the tag before it and the edit, so the log can be asked for that tag. */
    private Optional<Revision> appliedAs(EditRequest edit, Segment base, Segment current) {
        var isNext = current.version().equals(base.version().next());
        return edit.editOf(base, texts())
                .map(Edit::result)
                .filter(wanted -> !isNext || wanted.equals(current.hash()))
                .flatMap(wanted -> reads.revision(base.id(), wanted))
                .filter(revision -> revision.segment().updated().by().equals(author));
    }
}
