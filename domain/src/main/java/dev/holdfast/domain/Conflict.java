package dev.holdfast.domain;

import java.util.List;
import java.util.Optional;

/**
 * Stale edit of a refused commit, with all that is needed to merge it.
 *
 * @param edit which edit of the commit it was, counted from 0
 * @param segment what it was to edit
 * @param current the segment as it is now, perhaps a tombstone; empty if there is none
 * @param base the version that the edit was made for; empty if the caller named none that ever was
 * @param merge the edit merged into the current version; empty without a base, for an edit that is not about the text of this
 *     segment alone, or if the edit could not be understood. It is clean only if nothing of the edit is about text that went
 *     to another segment
 * @param appliedAs the version that this very edit by this very author already made; then only the answer got lost
 * @param movedTo where text that the base had is now if it went to other segments, in the order of the document: the second
 *     halves of splits since, and the cue that this one was joined to. They are as they are now; one that was deleted since
 *     is a tombstone
 */
public record Conflict(
        int edit,
        SegmentId segment,
        Optional<Segment> current,
        Optional<Revision> base,
        Optional<Merge> merge,
        Optional<Revision> appliedAs,
        List<Segment> movedTo) {

    public Conflict {
        movedTo = List.copyOf(movedTo);
    }
}
