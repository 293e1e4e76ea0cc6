package dev.holdfast.application;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.Segment;

/**
 * Change of a segment's text. It is run only when the caller is allowed to write and the precondition holds, and may
 * be run again on another version, to retry or to merge; it must give the same result for the same segment.
 */
@FunctionalInterface
public interface SegmentChange {

    /**
     * Makes the text.
     *
     * @param current the segment to change
     * @return the whole text it is to have
     * @throws InvalidContent if the change cannot be made to this segment
     */
    Content apply(Segment current);

    /** Leaves the text as it is. */
    static SegmentChange none() {
        return Segment::content;
    }

    /** Replaces the whole text. */
    static SegmentChange to(String text) {
        return current -> new Content(text);
    }
}
