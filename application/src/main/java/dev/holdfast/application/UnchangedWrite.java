package dev.holdfast.application;

import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Tip;
import java.util.List;

/**
 * Write that changed nothing, because all was as asked already. A store keeps it under its key: the same request gets the same
 * response when it is sent again, whatever others have changed since.
 *
 * @param document the document
 * @param by the author
 * @param key the idempotency key
 * @param tip the end of the document's log when the write was made
 * @param versions the versions that were as asked, in the order of the edits
 */
public record UnchangedWrite(DocumentId document, Author by, CommitKey key, Tip tip, List<FoundVersion> versions) {

    /**
     * Version that was as asked already.
     *
     * @param subject the local id of the segment; empty for the document itself
     * @param hash the hash of the version
     */
    public record FoundVersion(String subject, Hash hash) {

        static FoundVersion of(Segment segment) {
            return new FoundVersion(segment.id().local(), segment.hash());
        }

        SegmentId segment(DocumentId document) {
            return new SegmentId(document, subject);
        }
    }

    public UnchangedWrite {
        versions = List.copyOf(versions);
    }
}
