package dev.holdfast.application;

import dev.holdfast.domain.Segment;
import dev.holdfast.domain.Tip;
import java.util.List;

/**
 * Edits that were done together.
 *
 * @param tip the end of the document's log after them
 * @param segments the segments that they changed, as they left them, in the order of the edits
 * @param unchanged the segments that were as asked already, as they are; not known of edits that were replayed
 * @param replayed true if the same request had already made the edits
 */
public record SavedEdits(Tip tip, List<Segment> segments, List<Segment> unchanged, boolean replayed) {

    public SavedEdits {
        segments = List.copyOf(segments);
        unchanged = List.copyOf(unchanged);
    }

    /** The effect of all edits. */
    public Effect effect() {
        if (replayed) {
            return Effect.REPLAYED;
        }
        return segments.isEmpty() ? Effect.NOTHING : Effect.WRITTEN;
    }
}
