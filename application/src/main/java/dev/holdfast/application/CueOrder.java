package dev.holdfast.application;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentKind;
import java.util.List;
import java.util.Optional;

/**
 * The order of a document's cues, read in stretches. A stretch that lies after the one before it is twice as long, so that a batch that
 * goes through the document takes few reads.
 */
final class CueOrder {

    private static final int SHORTEST = 16;
    private static final int LONGEST = 1_000;

    private final DocumentStore store;
    private final DocumentId document;
    private Stretch read = new Stretch(Optional.empty(), List.of(), true);
    private int length = SHORTEST;

    CueOrder(DocumentStore store, DocumentId document) {
        this.store = store;
        this.document = document;
    }

    /**
     * Segments that follow one another.
     *
     * @param after the position before the first
     * @param more true if there are others after the last
     */
    private record Stretch(Optional<Position> after, List<Segment> segments, boolean more) {

        Optional<Position> end() {
            return segments.isEmpty()
                    ? after
                    : Optional.of(segments.get(segments.size() - 1).position());
        }

        boolean isBefore(Position position) {
            return end().map(end -> end.compareTo(position) <= 0).orElse(true);
        }

        boolean holds(Position position) {
            return after.map(start -> start.compareTo(position) <= 0).orElse(false) && (!more || !isBefore(position));
        }

        Optional<Segment> cueAfter(Position position) {
            var first = 0;
            for (var end = segments.size(); first < end; ) {
                var middle = (first + end) / 2;
                if (segments.get(middle).position().compareTo(position) > 0) {
                    end = middle;
                } else {
                    first = middle + 1;
                }
            }
            return segments.subList(first, segments.size()).stream()
                    .filter(segment -> segment.kind() == SegmentKind.CUE)
                    .findFirst();
        }
    }

    /** The cue that comes next after another, whatever other blocks are between them. */
    Optional<Segment> next(Segment before) {
        var position = before.position();
        while (true) {
            if (!read.holds(position)) {
                read(position);
            }
            var cue = read.cueAfter(position);
            if (cue.isPresent()) {
                return cue;
            }
            if (!read.more()) {
                return Optional.empty();
            }
            position = read.end().orElse(position);
        }
    }

    private void read(Position position) {
        length = read.isBefore(position) ? Math.min(LONGEST, 2 * length) : SHORTEST;
        var page = store.page(document, Optional.of(position), length).orElseThrow();
        read = new Stretch(Optional.of(position), page.segments(), page.more());
    }
}
