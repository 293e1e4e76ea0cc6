package dev.holdfast.application;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Edit that a caller asks for, of one segment or of several at once, with a precondition for each. */
public sealed interface EditRequest {

    /** The existing segments that the edit is of; none for an insertion. */
    List<Target> targets();

    /**
     * The edits of the current versions that the request comes to, checked; an edit without effect is left out.
     *
     * @param index index of the request in its batch, for errors
     */
    CheckedEdit against(Edits edits, int index);

    /** The ids of the targets. */
    default List<SegmentId> segments() {
        return targets().stream().map(Target::segment).toList();
    }

    /** The segments, beside the targets, that the request names: a neighbour, and the one that it gives an id to. */
    default List<SegmentId> named(DocumentId document) {
        return List.of();
    }

    /** The local part of the id that the request gives to a new segment, if it gives one. */
    default Optional<String> local() {
        return Optional.empty();
    }

    /** True if the edit can be one of a deleted segment. */
    default boolean restores() {
        return false;
    }

    /** True if the edit itself names the version that it was made for, so that its precondition need not. */
    default boolean namesBase() {
        return false;
    }

    /** The text that the request would have made of its base; empty if it is not about the text alone. */
    default Optional<Content> textOf(Segment base, BaseTexts texts) {
        return Optional.empty();
    }

    /** The edit that the request would have made of its base; empty if it depends on what else the document held then. */
    default Optional<Edit> editOf(Segment base, BaseTexts texts) {
        return textOf(base, texts).map(text -> new Edit.Replace(base.id(), base.hash(), text));
    }

    /** Existing segment with the precondition of the edit. */
    record Target(SegmentId segment, Precondition precondition) {}

    /** Inserts a segment; the local part of its id is generated if none is given. */
    record Insert(Optional<String> local, NewContent content, Place place) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of();
        }

        @Override
        public CheckedEdit against(Edits edits, int index) {
            return edits.insert(index, local, content, place);
        }

        @Override
        public List<SegmentId> named(DocumentId document) {
            return Stream.concat(local.map(id -> new SegmentId(document, id)).stream(), place.named().stream())
                    .toList();
        }
    }

    /** Replaces the text of a segment. */
    record Replace(SegmentId segment, Precondition precondition, SegmentChange change) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }

        @Override
        public CheckedEdit against(Edits edits, int index) {
            return edits.replace(segment, change);
        }

        @Override
        public Optional<Content> textOf(Segment base, BaseTexts texts) {
            return texts.changed(base, change);
        }
    }

    /** Merges a change of an older version, which it names, into the text of a segment. */
    record Merge(SegmentId segment, Precondition precondition, SegmentChange change) implements EditRequest {
        @Override
        public boolean namesBase() {
            return true;
        }

        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }

        @Override
        public CheckedEdit against(Edits edits, int index) {
            return edits.replace(segment, change);
        }

        @Override
        public Optional<Content> textOf(Segment base, BaseTexts texts) {
            return texts.changed(base, change);
        }
    }

    /** Moves a segment to another place. */
    record Move(SegmentId segment, Precondition precondition, Place place) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }

        @Override
        public CheckedEdit against(Edits edits, int index) {
            return edits.move(index, segment, place);
        }

        @Override
        public List<SegmentId> named(DocumentId document) {
            return place.named().stream().toList();
        }
    }

    /** Deletes a segment, which leaves a tombstone that may name the segment that its text moved to. */
    record Delete(SegmentId segment, Precondition precondition, Optional<SegmentId> successor) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }

        @Override
        public CheckedEdit against(Edits edits, int index) {
            return edits.delete(index, segment, successor);
        }

        @Override
        public Optional<Edit> editOf(Segment base, BaseTexts texts) {
            return Optional.of(new Edit.Delete(base.id(), base.hash(), successor));
        }
    }

    /** Restores a deleted segment with a text that the change makes of its last one. */
    record Restore(SegmentId segment, Precondition precondition, SegmentChange change) implements EditRequest {
        @Override
        public boolean restores() {
            return true;
        }

        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }

        @Override
        public CheckedEdit against(Edits edits, int index) {
            return edits.restore(segment, change);
        }
    }

    /** Shifts one or more cues in time, with the timestamps in their texts. */
    record Shift(List<Target> targets, CueShift shift) implements EditRequest {
        public Shift {
            targets = List.copyOf(targets);
        }

        @Override
        public CheckedEdit against(Edits edits, int index) {
            return edits.shift(index, segments(), shift);
        }

        @Override
        public Optional<Content> textOf(Segment base, BaseTexts texts) {
            return texts.shifted(base, shift);
        }
    }

    /**
     * Splits a cue into two. The first half stays in its place under its id; the second is a new segment right
     * after it.
     */
    record Split(SegmentId segment, Precondition precondition, CueSplit split) implements EditRequest {
        @Override
        public List<Target> targets() {
            return List.of(new Target(segment, precondition));
        }

        @Override
        public CheckedEdit against(Edits edits, int index) {
            return edits.split(index, segment, split);
        }

        @Override
        public Optional<Edit> editOf(Segment base, BaseTexts texts) {
            return texts.firstHalf(base, split).map(text -> new Edit.Replace(base.id(), base.hash(), text));
        }
    }

    /**
     * Joins two or more cues into one, named in the order of the document. The first keeps its id; the others
     * become tombstones whose successor is the first.
     *
     * <p>They must follow one another: no other cue stands between them in the document as it is before the edits of the
     * batch. Blocks that are no cues may, and stay as they are, now after the joined cue. A cue that is
     * inserted between them at the very same moment stays after the joined cue, too.
     */
    record Join(List<Target> targets) implements EditRequest {
        public Join {
            targets = List.copyOf(targets);
        }

        @Override
        public CheckedEdit against(Edits edits, int index) {
            return edits.join(index, segments());
        }

        @Override
        public Optional<Edit> editOf(Segment base, BaseTexts texts) {
            var first = targets.get(0).segment();
            return base.id().equals(first)
                    ? texts.joined(targets).map(text -> new Edit.Replace(base.id(), base.hash(), text))
                    : Optional.of(new Edit.Delete(base.id(), base.hash(), Optional.of(first)));
        }
    }
}
