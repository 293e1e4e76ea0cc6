package dev.holdfast.application;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds positions for the segments that one attempt at a commit places; each sees the ones placed before it. Stored positions are
 * read once for each gap between them that something is placed in.
 */
final class Placement implements Positions {

    private final DocumentStore store;
    private final DocumentId document;
    private final Map<SegmentId, Segment> stored;
    private final Set<SegmentId> announced = new HashSet<>();
    private final TreeSet<Position> placed = new TreeSet<>();
    private final Map<SegmentId, Position> places = new HashMap<>();

    /** The stored position after each of these, of which none is stored in between; empty if none follows. */
    private final TreeMap<Position, Optional<Position>> gaps = new TreeMap<>();

    private final Supplier<Optional<Position>> first;
    private final Supplier<Optional<Position>> storedLast;
    private final Supplier<Optional<Position>> header;

    /**
     * @param stored the segments that a place can name
     */
    Placement(DocumentStore store, DocumentId document, Map<SegmentId, Segment> stored) {
        this.store = store;
        this.document = document;
        this.stored = stored;
        this.first = once(() -> store.nextPosition(document, Optional.empty()));
        this.storedLast = once(() -> store.lastPosition(document));
        this.header = once(() -> readHeader(store, document));
    }

    private static Supplier<Optional<Position>> once(Supplier<Optional<Position>> read) {
        var known = new ArrayList<Optional<Position>>(1);
        return () -> {
            if (known.isEmpty()) {
                known.add(read.get());
            }
            return known.get(0);
        };
    }

    private static Optional<Position> readHeader(DocumentStore store, DocumentId document) {
        return store.page(document, Optional.empty(), 1).stream()
                .flatMap(page -> page.segments().stream())
                .filter(segment -> segment.kind() == SegmentKind.HEADER)
                .map(Segment::position)
                .findFirst();
    }

    /**
     * Checks that there is such a place, without reading anything.
     *
     * @param index index of the edit that asks, for the error
     * @param segment the segment that gets the place; later edits may name it
     * @throws InvalidEdit if there is none
     */
    void check(int index, SegmentId segment, Place place) {
        if (place.named().equals(Optional.of(segment))) {
            throw new InvalidEdit(index, "The segment %s cannot come after itself.".formatted(segment));
        }
        place.named()
                .filter(named -> !announced.contains(named) && !stored.containsKey(named))
                .ifPresent(unknown -> {
                    throw new InvalidEdit(
                            index,
                            "There is no segment %s in document %s to come after. Name one of its segments, or none for the end."
                                    .formatted(unknown, document));
                });
        announced.add(segment);
    }

    /**
     * A free position at a place.
     *
     * @param index index of the edit that asks, for the error
     * @param segment the segment that gets the position
     * @throws InvalidEdit if nothing fits in there any more
     */
    Position find(int index, SegmentId segment, Place place) {
        var lower = place.lower(this);
        var position = between(index, lower, place.upper(this, lower));
        placed.add(position);
        places.put(segment, position);
        return position;
    }

    @Override
    public Optional<Position> next(Optional<Position> lower) {
        var next = lower.map(this::storedAfter).orElseGet(first);
        var own = lower.isPresent()
                ? Optional.ofNullable(placed.higher(lower.get()))
                : placed.stream().findFirst();
        return next.isPresent() && own.isPresent()
                ? Optional.of(next.get().compareTo(own.get()) < 0 ? next.get() : own.get())
                : next.or(() -> own);
    }

    private Optional<Position> storedAfter(Position lower) {
        var gap = gaps.floorEntry(lower);
        if (gap != null && gap.getValue().map(end -> end.compareTo(lower) > 0).orElse(true)) {
            return gap.getValue();
        }
        var next = store.nextPosition(document, Optional.of(lower));
        gaps.put(lower, next);
        return next;
    }

    @Override
    public Optional<Position> last() {
        return Stream.concat(storedLast.get().stream(), placed.isEmpty() ? Stream.empty() : Stream.of(placed.last()))
                .max(Position::compareTo);
    }

    @Override
    public Optional<Position> header() {
        return header.get();
    }

    @Override
    public Position of(SegmentId segment) {
        return Optional.ofNullable(places.get(segment))
                .or(() -> Optional.ofNullable(stored.get(segment)).map(Segment::position))
                .orElseThrow();
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
