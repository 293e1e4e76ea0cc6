package dev.holdfast.domain;

import dev.holdfast.domain.merge.Merge;
import java.util.Optional;

/**
 * An edit that lost, and what is needed to help its writer.
 *
 * @param edit which edit of the commit it was, counted from 0
 * @param segment what it was to edit
 * @param current the segment as it is now, perhaps a tombstone; empty if there is none
 * @param base the version that the edit was made for; empty if the caller named none that ever was
 * @param merge the edit merged into the current version; empty without a base, or if the edit could not be understood
 * @param appliedAs the version that this very edit by this very author already made; then only the answer got lost
 */
public record Conflict(
        int edit,
        SegmentId segment,
        Optional<Segment> current,
        Optional<Revision> base,
        Optional<Merge> merge,
        Optional<Revision> appliedAs) {}
