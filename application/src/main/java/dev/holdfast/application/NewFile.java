package dev.holdfast.application;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.format.ReadOptions;
import java.util.Optional;

/**
 * A file to import as a document.
 *
 * @param id the id of the document; generated if empty
 * @param info the document's metadata
 * @param mediaType the media type of the file, one that {@link Format#importedAs} imports as the document's
 * @param text the file
 * @param options what else is known of it
 */
public record NewFile(Optional<DocumentId> id, DocumentInfo info, String mediaType, String text, ReadOptions options) {

    /** A file of which nothing else is known. */
    public NewFile(Optional<DocumentId> id, DocumentInfo info, String mediaType, String text) {
        this(id, info, mediaType, text, ReadOptions.NONE);
    }
}
