package dev.holdfast.application;

import java.util.List;
import java.util.Optional;

/**
 * A format of documents, of files, or of both.
 *
 * @param mediaType its media type, in lower case and without parameters
 * @param name its name for people
 * @param extension the extension of a file's name, in lower case and without its dot
 * @param isOfDocuments true if documents can be created in this format
 * @param importedAs the media type of the document that a file of this format becomes; empty if files are not imported
 * @param exports the formats that a document of this format can be exported as, the preferred one first; empty for a format
 *     of files alone
 */
public record Format(
        String mediaType,
        String name,
        String extension,
        boolean isOfDocuments,
        Optional<String> importedAs,
        List<ExportFormat> exports) {

    public Format {
        exports = List.copyOf(exports);
    }
}
