package dev.holdfast.application;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds positions for the segments that one attempt at a commit places; each sees the ones placed before it. */
final class Placement {

    private final DocumentStore store;
    private final DocumentId document;
    private final TreeSet<Position> placed = new TreeSet<>();
    private final Map<SegmentId, Position> places = new HashMap<>();
    private Optional<Position> storedLast = Optional.empty();
    private boolean storedLastRead;

    Placement(DocumentStore store, DocumentId document) {
        this.store = store;
        this.document = document;
    }

    /**
     * A free position at a place.
     *
     * @param index which edit asks, for the error
     * @param segment what is to be there
     * @throws InvalidEdit if there is no such place
     */
    Position find(int index, SegmentId segment, Place place) {
        if (place instanceof Place.After after && after.segment().equals(segment)) {
            throw new InvalidEdit(index, "The segment %s cannot come after itself.".formatted(segment));
        }
        var lower = lower(index, place);
        var position = between(index, lower, upper(lower, place));
        placed.add(position);
        places.put(segment, position);
        return position;
    }

    /** True if a segment is at a place already. */
    boolean isThere(int index, Segment segment, Place place) {
        var own = Optional.of(segment.position());
        var lower = lower(index, place);
        return place instanceof Place.AtEnd
                ? lower.equals(own)
                : upper(lower, place).equals(own);
    }

    private Optional<Position> lower(int index, Place place) {
        if (place instanceof Place.After after) {
            return Optional.of(positionOf(index, after.segment()));
        }
        return place instanceof Place.AtEnd ? last() : header();
    }

    private Optional<Position> upper(Optional<Position> lower, Place place) {
        if (place instanceof Place.AtEnd) {
            return Optional.empty();
        }
        var stored = store.nextPosition(document, lower);
        var own = lower.isPresent()
                ? Optional.ofNullable(placed.higher(lower.get()))
                : placed.stream().findFirst();
        return stored.isPresent() && own.isPresent()
                ? Optional.of(stored.get().compareTo(own.get()) < 0 ? stored.get() : own.get())
                : stored.or(() -> own);
    }

    private Optional<Position> last() {
        if (!storedLastRead) {
            storedLast = store.lastPosition(document);
            storedLastRead = true;
        }
        return Stream.concat(storedLast.stream(), placed.isEmpty() ? Stream.empty() : Stream.of(placed.last()))
                .max(Position::compareTo);
    }

    /** Nothing comes before the header of a document that has one. */
    private Optional<Position> header() {
        return store.page(document, Optional.empty(), 1).stream()
                .flatMap(page -> page.segments().stream())
                .filter(first -> first.kind() == SegmentKind.HEADER)
                .map(first -> first.position())
                .findFirst();
    }

    private Position positionOf(int index, SegmentId segment) {
        var own = places.get(segment);
        if (own != null) {
            return own;
        }
        return Optional.of(segment)
                .filter(id -> id.document().equals(document))
                .flatMap(store::segment)
                .map(found -> found.position())
                .orElseThrow(() -> new InvalidEdit(
                        index,
                        "There is no segment %s in document %s to come after. Name one of its segments, or none for the end."
                                .formatted(segment, document)));
    }

    private static Position between(int index, Optional<Position> lower, Optional<Position> upper) {
        try {
            return Position.between(lower.orElse(null), upper.orElse(null));
        } catch (IllegalArgumentException e) {
            throw new InvalidEdit(
                    index,
                    "Too many segments were inserted at this one place for another to fit between. Insert it after the next"
                            + " segment, or move one of its neighbours first.");
        }
    }
}
