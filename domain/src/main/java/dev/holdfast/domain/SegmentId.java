package dev.holdfast.domain;

import java.util.Optional;

/**
 * The name of a segment: its document and a local part, unique in that document and never used again. Its text form is
 * {@code document.local}, so that the one text says where the segment is stored.
 *
 * @param document the document it belongs to
 * @param local 1 to {@value DocumentId#MAX_LENGTH} of the characters A-Z, a-z, 0-9, underscore and hyphen
 */
public record SegmentId(DocumentId document, String local) {

    public SegmentId {
        if (!DocumentId.isId(local)) {
            throw new IllegalArgumentException(
                    "The local part of an id is 1 to %d of the characters A-Z, a-z, 0-9, _ and -, not: %s"
                            .formatted(DocumentId.MAX_LENGTH, local));
        }
    }

    /** Reads the text form; empty if the text is not one. */
    public static Optional<SegmentId> parse(String text) {
        var dot = text.indexOf('.');
        if (dot < 0 || !DocumentId.isId(text.substring(0, dot)) || !DocumentId.isId(text.substring(dot + 1))) {
            return Optional.empty();
        }
        return Optional.of(new SegmentId(new DocumentId(text.substring(0, dot)), text.substring(dot + 1)));
    }

    @Override
    public String toString() {
        return document + "." + local;
    }
}
