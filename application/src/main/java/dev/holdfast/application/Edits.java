package dev.holdfast.application;

import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.format.ContentFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes, of what a caller asks for, edits of the versions that are current now. */
final class Edits {

    private final DocumentStore store;
    private final Document document;
    private final Map<SegmentId, Segment> current;
    private final Supplier<String> ids;
    private final ContentFormat format;
    private final Placement placement;
    private final CueEdits cues;

    /**
     * @param current the segments that the caller wants edited
     * @param ids makes the local part of the id of a new segment
     */
    Edits(DocumentStore store, Document document, Map<SegmentId, Segment> current, Supplier<String> ids) {
        this.store = store;
        this.document = document;
        this.current = current;
        this.ids = ids;
        this.format = Formats.of(document.info().mediaType());
        this.placement = new Placement(store, document.id());
        this.cues = new CueEdits(store, format);
    }

    /**
     * The edits that a request comes to; what would change nothing is left out.
     *
     * @param index which of the requests it is, for errors
     */
    List<Edit> of(int index, EditRequest request) {
        var segments = request.targets().stream()
                .map(target -> current.get(target.segment()))
                .toList();
        if (request instanceof EditRequest.Shift shift) {
            return cues.shift(index, segments, shift.shift());
        }
        if (request instanceof EditRequest.Split split) {
            var second = newId();
            return cues.split(
                    index,
                    segments.get(0),
                    split.split(),
                    second,
                    () -> placement.find(index, second, new Place.After(split.segment())));
        }
        if (request instanceof EditRequest.Join) {
            return cues.join(index, segments);
        }
        return request instanceof EditRequest.Insert insert
                ? List.of(insert(index, insert))
                : of(index, request, segments.get(0)).stream().toList();
    }

    private Optional<Edit> of(int index, EditRequest request, Segment segment) {
        if (request instanceof EditRequest.Replace replace) {
            return replace(segment, valid(segment, replace.change()));
        }
        if (request instanceof EditRequest.Restore restore) {
            return Optional.of(new Edit.Restore(segment.id(), segment.hash(), valid(segment, restore.change())));
        }
        requireNoHeader(index, segment);
        if (request instanceof EditRequest.Move move) {
            return move(index, segment, move.place());
        }
        var successor = ((EditRequest.Delete) request).successor();
        return Optional.of(new Edit.Delete(segment.id(), segment.hash(), successor));
    }

    private Edit insert(int index, EditRequest.Insert insert) {
        var id =
                insert.local().map(local -> new SegmentId(document.id(), local)).orElseGet(this::newId);
        if (insert.local().isPresent() && store.segment(id).isPresent()) {
            throw new AlreadyExists("segment", id.toString());
        }
        var block = format.compose(insert.content().in(document.info()));
        return new Edit.Insert(id, placement.find(index, id, insert.place()), block);
    }

    private SegmentId newId() {
        return new SegmentId(document.id(), ids.get());
    }

    private Content valid(Segment segment, SegmentChange change) {
        var content = change.apply(segment);
        format.validate(segment.block(), content);
        return content;
    }

    private static Optional<Edit> replace(Segment segment, Content content) {
        return content.equals(segment.content())
                ? Optional.empty()
                : Optional.of(new Edit.Replace(segment.id(), segment.hash(), content));
    }

    private Optional<Edit> move(int index, Segment segment, Place place) {
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
