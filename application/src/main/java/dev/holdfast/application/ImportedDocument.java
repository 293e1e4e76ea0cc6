package dev.holdfast.application;

import dev.holdfast.domain.Document;
import dev.holdfast.domain.format.Loss;
import java.util.List;

/**
 * A document that was created from a file.
 *
 * @param saved the document
 * @param readAs the format that the file turned out to have
 * @param dropped the parts of the file that the document lacks
 */
public record ImportedDocument(SavedDocument saved, Format readAs, List<Loss> dropped) {

    public ImportedDocument {
        dropped = List.copyOf(dropped);
    }

    /** The document as this import left it. */
    public Document document() {
        return saved.document();
    }
}
