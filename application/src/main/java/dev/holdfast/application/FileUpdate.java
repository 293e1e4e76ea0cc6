package dev.holdfast.application;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.FileConflict.Dispute;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Tip;
import java.util.List;
import java.util.Optional;

/**
 * The edits of a file that came back, on top of what others did since it was exported.
 *
 * @param tip the end of the document's log after them; of a preview the one that they would be made on
 * @param steps the edits
 * @param disputes the segments about which the file and others contradict each other; with one of them nothing is written
 * @param effect the effect of the write; nothing for a preview
 */
public record FileUpdate(Tip tip, List<Step> steps, List<Dispute> disputes, Effect effect) {

    public FileUpdate {
        steps = List.copyOf(steps);
        disputes = List.copyOf(disputes);
    }

    /**
     * One edit.
     *
     * @param operation insert, replace, move or delete
     * @param segment the segment
     * @param before the segment before; empty for a new one, and in the response to a repeated request
     * @param after the text after it; empty for a deletion
     * @param related of a part of a split caption the one that it was split from; of a deletion the one that the text went to
     */
    public record Step(
            Operation operation,
            SegmentId segment,
            Optional<Segment> before,
            Optional<Content> after,
            Optional<SegmentId> related) {}
}
