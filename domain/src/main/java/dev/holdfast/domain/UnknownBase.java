package dev.holdfast.domain;

/** The version that a merge is to start from is none of the segment's, or of the document's. Nothing was written. */
public final class UnknownBase extends HoldfastException {

    private static final long serialVersionUID = 1L;

    public UnknownBase(SegmentId segment, Hash base) {
        super("The version %s is none of segment %s. Send the hash that came with the text the edit began from."
                .formatted(base, segment));
    }

    public UnknownBase(DocumentId document, Tip base) {
        super("%s is no revision of document %s. Send the ETag of the export that the file began from."
                .formatted(base, document));
    }
}
