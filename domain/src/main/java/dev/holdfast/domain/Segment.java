package dev.holdfast.domain;

import java.util.Optional;

/**
 * The unit of editing and of concurrency control: a piece of text as it is at one of its versions.
 *
 * @param id the permanent id
 * @param position its place among the document's segments; a tombstone keeps its own
 * @param block the text and its kind
 * @param version the number of this version
 * @param hash the fingerprint of this version
 * @param deleted true for a tombstone, which keeps the text that it had when it was deleted
 * @param successor the segment that the text of a tombstone moved to, if it moved
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
