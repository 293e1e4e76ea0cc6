package dev.holdfast.application;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import java.util.Optional;

/**
 * A file that is to become a document.
 *
 * @param id the document's name; one is made up if there is none
 * @param info the document's metadata
 * @param mediaType what the file is: the document's media type, or {@code application/x-subrip}, which becomes text/vtt
 * @param text the file
 */
public record NewFile(Optional<DocumentId> id, DocumentInfo info, String mediaType, String text) {}
