package dev.holdfast.application;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.MalformedChange;
import dev.holdfast.domain.MergeConflict;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.UnknownBase;
import dev.holdfast.domain.merge.Merge;
import java.util.Optional;

/** Finds out, for an edit that lost, what its writer needs to go on. */
record Conflicts(DocumentStore store) {

    /**
     * Explains one conflict.
     *
     * @param index which edit of the commit lost
     * @param edit the edit
     * @param segment what it was to edit
     * @param current the segment as it is now
     */
    Conflict explain(
            int index,
            EditRequest edit,
            SegmentId segment,
            Optional<Segment> current,
            String mediaType,
            Author author) {
        var base = edit.precondition().seen().stream()
                .flatMap(hash -> store.revision(segment, hash).stream())
                .findFirst();
        var mine = base.flatMap(revision -> wanted(edit, revision.segment()));
        var merge = base.flatMap(revision -> mine.flatMap(
                text -> current.filter(now -> !now.deleted()).map(now -> merge(mediaType, revision, text, now))));
        var appliedAs = base.flatMap(revision -> mine.flatMap(text -> appliedAs(revision.segment(), text, author)));
        return new Conflict(index, segment, current, base, merge, appliedAs);
    }

    /** The text that the edit would have made of its base; none if it is not about text or cannot be understood. */
    private static Optional<Content> wanted(EditRequest edit, Segment base) {
        if (!(edit instanceof EditRequest.Replace replace)) {
            return Optional.empty();
        }
        try {
            return Optional.of(replace.change().apply(base));
        } catch (InvalidContent | MalformedChange | MergeConflict | UnknownBase e) {
            return Optional.empty();
        }
    }

    private static Merge merge(String mediaType, Revision base, Content mine, Segment current) {
        return Formats.of(mediaType).merge(base.segment().block(), mine, current.content());
    }

    /** The tag after an edit follows from the tag before it and the edit, so the log can be asked for that tag. */
    private Optional<Revision> appliedAs(Segment base, Content mine, Author author) {
        var hash = new Edit.Replace(base.id(), base.hash(), mine).result();
        return store.revision(base.id(), hash)
                .filter(revision -> revision.segment().updated().by().equals(author));
    }
}
