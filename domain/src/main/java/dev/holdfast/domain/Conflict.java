package dev.holdfast.domain;

import java.util.List;
import java.util.Optional;

/**
 * Stale edit of a refused commit, with all that is needed to merge it.
 *
 * @param edit index of the edit in its commit, from 0
 * @param segment the segment of the edit
 * @param current the current segment or its tombstone; empty if it never existed
 * @param base the version that the edit was made for; empty if the request names no version that ever existed
 * @param merge the edit merged into the current version; empty without a base, for an edit that is not about the text of this
 *     segment alone, or if the edit could not be understood. It is clean only if nothing of the edit is about text that went
 *     to another segment
 * @param appliedAs the version that the same edit by the same author already made; then only the response did not arrive
 * @param movedTo where text that the base had is now if it went to other segments, in the order of the document: the second
 *     halves of splits since, and the cue that this one was joined to. They are as they are now; one that was deleted since
 *     is a tombstone
 * @param isExplained false in a batch with so many stale edits that this one was not looked into; then it has only edit,
 *     segment and current
 */
public record Conflict(
        int edit,
        SegmentId segment,
        Optional<Segment> current,
        Optional<Revision> base,
        Optional<Merge> merge,
        Optional<Revision> appliedAs,
        List<Segment> movedTo,
        boolean isExplained) {

    public Conflict {
        movedTo = List.copyOf(movedTo);
    }

    /** A conflict of which only the current version is known. */
    public static Conflict unexplained(int edit, Segment current) {
        return new Conflict(
                edit,
                current.id(),
                Optional.of(current),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false);
    }
}
