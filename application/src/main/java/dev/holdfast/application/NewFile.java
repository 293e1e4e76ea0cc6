package dev.holdfast.application;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import java.util.Optional;

/**
 * A file to import as a document.
 *
 * @param id the id of the document; generated if empty
 * @param info the document's metadata
 * @param mediaType the media type of the file, one that {@link Format#importedAs} imports as the document's
 * @param text the file
 */
public record NewFile(Optional<DocumentId> id, DocumentInfo info, String mediaType, String text) {}
