package dev.holdfast.application;

import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import dev.holdfast.domain.format.ContentFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Edits of the current versions, made from the requests of a caller; an edit without effect is left out. */
final class Edits {

    private final Document document;
    private final Map<SegmentId, Segment> current;
    private final Supplier<String> ids;
    private final ContentFormat format;
    private final Placement placement;
    private final CueEdits cues;

    /**
     * @param current the segments that the caller wants edited, and others that the caller names
     * @param ids makes the local part of the id of a new segment
     */
    Edits(
            DocumentStore store,
            Document document,
            ContentFormat format,
            Map<SegmentId, Segment> current,
            Supplier<String> ids) {
        this.document = document;
        this.current = current;
        this.ids = ids;
        this.format = format;
        this.placement = new Placement(store, document.id(), current);
        this.cues = new CueEdits(store, new CueOrder(store, document.id()), format);
    }

    CheckedEdit insert(int index, Optional<String> local, NewContent content, Place place) {
        var id = local.map(given -> new SegmentId(document.id(), given)).orElseGet(this::newId);
        if (current.containsKey(id)) {
            throw new AlreadyExists("segment", id.toString());
        }
        var block = format.compose(content.in(document.info()));
        placement.check(index, id, place);
        return new CheckedEdit(
                List.of(block.content()),
                1,
                () -> List.of(new Edit.Insert(id, placement.find(index, id, place), block)));
    }

    CheckedEdit replace(SegmentId id, SegmentChange change) {
        var segment = current(id);
        var content = valid(segment, change);
        return CheckedEdit.of(
                content.equals(segment.content()) ? List.of() : List.of(new Edit.Replace(id, segment.hash(), content)));
    }

    /** Of a segment that is not deleted only its text can change. */
    CheckedEdit restore(SegmentId id, SegmentChange change) {
        var segment = current(id);
        if (!segment.deleted()) {
            return replace(id, change);
        }
        return CheckedEdit.of(List.of(new Edit.Restore(id, segment.hash(), valid(segment, change))));
    }

    CheckedEdit move(int index, SegmentId id, Place place) {
        var segment = current(id);
        requireNoHeader(index, segment);
        placement.check(index, id, place);
        return new CheckedEdit(
                List.of(),
                0,
                () -> place.holds(segment, placement)
                        ? List.of()
                        : List.of(new Edit.Move(id, segment.hash(), placement.find(index, id, place))));
    }

    CheckedEdit delete(int index, SegmentId id, Optional<SegmentId> successor) {
        var segment = current(id);
        requireNoHeader(index, segment);
        return CheckedEdit.of(List.of(new Edit.Delete(id, segment.hash(), successor)));
    }

    CheckedEdit shift(int index, List<SegmentId> ids, CueShift shift) {
        return CheckedEdit.of(cues.shift(index, current(ids), shift));
    }

    CheckedEdit split(int index, SegmentId id, CueSplit split) {
        var second = newId();
        return cues.split(index, current(id), split, second, () -> placement.find(index, second, new Place.After(id)));
    }

    CheckedEdit join(int index, List<SegmentId> ids) {
        return CheckedEdit.of(cues.join(index, current(ids)));
    }

    private Segment current(SegmentId id) {
        return Objects.requireNonNull(current.get(id), "the attempt has found every target");
    }

    private List<Segment> current(List<SegmentId> ids) {
        return ids.stream().map(this::current).toList();
    }

    private SegmentId newId() {
        return new SegmentId(document.id(), ids.get());
    }

    private Content valid(Segment segment, SegmentChange change) {
        var content = change.apply(segment);
        format.validate(segment.block(), content);
        return content;
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
