package dev.holdfast.application;

import dev.holdfast.domain.Document;
import dev.holdfast.domain.format.Loss;
import java.util.List;

/**
 * A document exported as a file.
 *
 * @param document the document at the moment of the export
 * @param format the format of the file
 * @param text the file
 * @param dropped the parts of the document that the format cannot hold; empty if the file has all of it
 */
public record Export(Document document, ExportFormat format, String text, List<Loss> dropped) {

    public Export {
        dropped = List.copyOf(dropped);
    }
}
