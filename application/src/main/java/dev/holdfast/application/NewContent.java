package dev.holdfast.application;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.InvalidContent;

/** Text of a new segment. It is read only when the caller is allowed to write. */
@FunctionalInterface
public interface NewContent {

    /**
     * Gives the text.
     *
     * @param document the metadata of the document that gets the text
     * @throws InvalidContent if there is no such text for a document like this
     */
    Content in(DocumentInfo document);

    /** A text that is the same for any document. */
    static NewContent of(String text) {
        return document -> new Content(text);
    }
}
