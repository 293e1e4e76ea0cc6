package dev.holdfast.domain;

import java.util.Optional;

/**
 * The unit of editing and of concurrency control: a piece of text as it is at one of its versions.
 *
 * @param id its name, for ever
 * @param position its place among the document's segments; a tombstone keeps its own
 * @param block its text, and what part of its document it is
 * @param version the number of this version
 * @param hash the fingerprint of this version
 * @param deleted whether it is a tombstone, whose text is the one it had when it was deleted
 * @param successor where a tombstone's text went, if it went somewhere
 * @param updated author and time of this version
 */
public record Segment(
        SegmentId id,
        Position position,
        Block block,
        Version version,
        Hash hash,
        boolean deleted,
        Optional<SegmentId> successor,
        Stamp updated) {

    public DocumentId document() {
        return id.document();
    }

    public SegmentKind kind() {
        return block.kind();
    }

    public Content content() {
        return block.content();
    }
}
