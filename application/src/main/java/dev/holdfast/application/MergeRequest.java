package dev.holdfast.application;

import dev.holdfast.domain.Hash;

/**
 * Change to an older version of a segment, to be merged into the current one.
 *
 * @param base the hash of the version that the change is meant for
 * @param change makes the new text from the text of that version
 */
public record MergeRequest(Hash base, SegmentChange change) {}
