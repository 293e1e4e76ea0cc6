package dev.holdfast.application;

import dev.holdfast.domain.Document;
import java.util.List;

/**
 * A document as a file.
 *
 * @param document the document at the moment of the export
 * @param format the format of the file
 * @param text the file
 * @param dropped what the format cannot say and the file therefore lacks; empty if nothing
 */
public record Export(Document document, ExportFormat format, String text, List<String> dropped) {

    public Export {
        dropped = List.copyOf(dropped);
    }
}
