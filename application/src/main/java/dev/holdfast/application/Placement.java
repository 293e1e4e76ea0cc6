package dev.holdfast.application;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds positions for the segments that one attempt at a commit places; each sees the ones placed before it. */
final class Placement implements Positions {

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
     * @param index index of the edit that asks, for the error
     * @param segment the segment that gets the position
     * @throws InvalidEdit if there is no such place
     */
    Position find(int index, SegmentId segment, Place place) {
        if (place.follows(segment)) {
            throw new InvalidEdit(index, "The segment %s cannot come after itself.".formatted(segment));
        }
        var lower = place.lower(this, index);
        var position = between(index, lower, place.upper(this, lower));
        placed.add(position);
        places.put(segment, position);
        return position;
    }

    @Override
    public Optional<Position> next(Optional<Position> lower) {
        var stored = store.nextPosition(document, lower);
        var own = lower.isPresent()
                ? Optional.ofNullable(placed.higher(lower.get()))
                : placed.stream().findFirst();
        return stored.isPresent() && own.isPresent()
                ? Optional.of(stored.get().compareTo(own.get()) < 0 ? stored.get() : own.get())
                : stored.or(() -> own);
    }

    @Override
    public Optional<Position> last() {
        if (!storedLastRead) {
            storedLast = store.lastPosition(document);
            storedLastRead = true;
        }
        return Stream.concat(storedLast.stream(), placed.isEmpty() ? Stream.empty() : Stream.of(placed.last()))
                .max(Position::compareTo);
    }

    @Override
    public Optional<Position> header() {
        return store.page(document, Optional.empty(), 1).stream()
                .flatMap(page -> page.segments().stream())
                .filter(first -> first.kind() == SegmentKind.HEADER)
                .map(first -> first.position())
                .findFirst();
    }

    @Override
    public Position of(int index, SegmentId segment) {
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
