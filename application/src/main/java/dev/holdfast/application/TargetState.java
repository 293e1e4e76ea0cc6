package dev.holdfast.application;

import dev.holdfast.domain.Document;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.Stamp;

/**
 * State of the segment or document that a write is about to change.
 *
 * @param hash the hash of the current version
 * @param updated author and time of the current version
 * @param deleted true for a tombstone
 */
public record TargetState(Hash hash, Stamp updated, boolean deleted) {

    static TargetState of(Segment segment) {
        return new TargetState(segment.hash(), segment.updated(), segment.deleted());
    }

    static TargetState of(Document document) {
        return new TargetState(document.hash(), document.updated(), document.deleted());
    }
}
