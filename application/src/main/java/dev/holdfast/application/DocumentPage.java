package dev.holdfast.application;

import dev.holdfast.domain.Document;
import dev.holdfast.domain.Segment;
import java.util.List;

/**
 * A document and some of its segments, all as they were at one moment.
 *
 * @param document the document
 * @param segments the segments, in order
 * @param more true if more follow
 */
public record DocumentPage(Document document, List<Segment> segments, boolean more) {

    public DocumentPage {
        segments = List.copyOf(segments);
    }
}
