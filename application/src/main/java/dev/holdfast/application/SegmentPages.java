package dev.holdfast.application;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pages of a document's segments, all of one moment, and short where the texts are long. */
record SegmentPages(DocumentStore store, DocumentId id, Reading reading) {

    /** Segments that are read at once. */
    private static final int FIRST_STEP = 256;

    /**
     * Reads a page.
     *
     * @param after the position after which to begin
     * @param limit the maximum number of segments, 1 or more
     * @return empty if the document never existed
     */
    Optional<DocumentPage> read(Optional<Position> after, int limit) {
        return store.page(id, after, Math.min(limit, FIRST_STEP)).map(first -> extended(first, limit));
    }

    /** A document that changed in between ends the page: its rest would be of another moment. */
    private DocumentPage extended(DocumentPage first, int limit) {
        var segments = new ArrayList<Segment>();
        var next = first;
        var sum = 0L;
        for (var step = 2 * FIRST_STEP; ; step *= 2) {
            for (var segment : next.segments()) {
                sum += segment.content().text().length() + Page.WEIGHT_OF_ITEM;
                if (sum > Page.MAX_WEIGHT && !segments.isEmpty()) {
                    return new DocumentPage(first.document(), segments, true);
                }
                segments.add(segment);
            }
            if (!next.more() || segments.size() == limit) {
                return new DocumentPage(first.document(), segments, next.more());
            }
            var last = Optional.of(segments.get(segments.size() - 1).position());
            reading.proceed();
            next = store.page(id, last, Math.min(step, limit - segments.size()))
                    .filter(page -> page.document().equals(first.document()))
                    .orElseGet(() -> new DocumentPage(first.document(), List.of(), true));
            if (next.segments().isEmpty()) {
                return new DocumentPage(first.document(), segments, next.more());
            }
        }
    }
}
