package dev.holdfast.application;

import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.ContentFormat;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One attempt to turn the edits that a caller asks for into edits of the versions that are current now. If another writer
 * is faster the store refuses them, and a new attempt is made on what that writer left.
 */
record Attempt(
        DocumentStore store,
        Access access,
        WriteRequest request,
        List<EditRequest> wanted,
        Document document,
        Map<SegmentId, Segment> current) {

    /**
     * Checks that every segment is there.
     *
     * @throws NotFound if one never was
     */
    void requireTargets() {
        for (var edit : wanted) {
            edit.target().filter(id -> !current.containsKey(id)).ifPresent(id -> {
                throw new NotFound("segment", id.toString());
            });
        }
    }

    /**
     * Checks that a single edit is not of something deleted; in a batch that is a conflict like any other.
     *
     * @throws SegmentGone if it is
     */
    void requireAlive() {
        if (wanted.size() > 1) {
            return;
        }
        for (var edit : wanted) {
            edit.target()
                    .map(current::get)
                    .filter(segment ->
                            document.deleted() || (segment.deleted() && !(edit instanceof EditRequest.Restore)))
                    .ifPresent(segment -> {
                        throw new SegmentGone(segment);
                    });
        }
    }

    /**
     * Checks what the caller believes about the segments.
     *
     * @throws ConcurrencyConflict naming every edit whose caller is mistaken
     */
    void requirePreconditions() {
        wanted.stream()
                .filter(edit -> edit.target().isPresent())
                .forEach(edit -> access.requireGuard(edit.precondition()));
        var conflicts = new ArrayList<Conflict>();
        for (var i = 0; i < wanted.size(); i++) {
            var edit = wanted.get(i);
            var segment = edit.target().map(current::get);
            if (segment.isPresent() && !holds(edit, segment.get())) {
                conflicts.add(new Conflicts(store)
                        .explain(
                                i,
                                edit,
                                segment.get().id(),
                                segment,
                                document.info().mediaType(),
                                request.author()));
            }
        }
        if (!conflicts.isEmpty()) {
            throw new ConcurrencyConflict(conflicts);
        }
    }

    private static boolean holds(EditRequest edit, Segment segment) {
        return edit.precondition().holdsFor(Optional.of(segment.hash()))
                && segment.deleted() == (edit instanceof EditRequest.Restore);
    }

    /** The edits to commit; one that would change nothing has none. */
    List<Edit> edits(Supplier<String> ids) {
        var format = Formats.of(document.info().mediaType());
        var placement = new Placement(store, document.id());
        var edits = new ArrayList<Edit>(wanted.size());
        for (var i = 0; i < wanted.size(); i++) {
            edit(i, format, placement, ids).ifPresent(edits::add);
        }
        return edits;
    }

    /** The segments that were to be edited, but for those that the edits change. */
    List<Segment> except(List<Edit> edits) {
        var ids = edits.stream().map(Edit::segment).collect(Collectors.toSet());
        return wanted.stream()
                .flatMap(edit -> edit.target().stream())
                .filter(id -> !ids.contains(id))
                .map(current::get)
                .toList();
    }

    private Optional<Edit> edit(int index, ContentFormat format, Placement placement, Supplier<String> ids) {
        var edit = wanted.get(index);
        if (edit instanceof EditRequest.Insert insert) {
            return Optional.of(insert(index, insert, format, placement, ids));
        }
        var segment = edit.target().map(current::get).orElseThrow();
        if (edit instanceof EditRequest.Replace replace) {
            return replace(segment, valid(format, segment, replace.change()));
        }
        if (edit instanceof EditRequest.Restore restore) {
            var content = valid(format, segment, restore.change());
            return Optional.of(new Edit.Restore(segment.id(), segment.hash(), content));
        }
        requireNoHeader(index, segment);
        if (edit instanceof EditRequest.Move move) {
            return move(index, segment, move.place(), placement);
        }
        var successor = ((EditRequest.Delete) edit).successor();
        return Optional.of(new Edit.Delete(segment.id(), segment.hash(), successor));
    }

    private Edit insert(
            int index, EditRequest.Insert insert, ContentFormat format, Placement placement, Supplier<String> ids) {
        var id = new SegmentId(document.id(), insert.local().orElseGet(ids));
        if (insert.local().isPresent() && store.segment(id).isPresent()) {
            throw new AlreadyExists("segment", id.toString());
        }
        var block = format.compose(insert.content().in(document.info()));
        return new Edit.Insert(id, placement.find(index, id, insert.place()), block);
    }

    private static Content valid(ContentFormat format, Segment segment, SegmentChange change) {
        var content = change.apply(segment);
        format.validate(segment.block(), content);
        return content;
    }

    private static Optional<Edit> replace(Segment segment, Content content) {
        return content.equals(segment.content())
                ? Optional.empty()
                : Optional.of(new Edit.Replace(segment.id(), segment.hash(), content));
    }

    private static Optional<Edit> move(int index, Segment segment, Place place, Placement placement) {
        return placement.isThere(index, segment, place)
                ? Optional.empty()
                : Optional.of(new Edit.Move(segment.id(), segment.hash(), placement.find(index, segment.id(), place)));
    }

    private static void requireNoHeader(int index, Segment segment) {
        if (segment.kind() == SegmentKind.HEADER) {
            throw new InvalidEdit(
                    index,
                    "The segment %s is the header of its file, which must stay first. Edit its text, or delete the document."
                            .formatted(segment.id()));
        }
    }
}
