package dev.holdfast.application;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.MalformedChange;

/** The text of a segment to be. It is asked for only when the caller is allowed to write. */
@FunctionalInterface
public interface NewContent {

    /**
     * Gives the text.
     *
     * @param document what the document that it goes into says about itself
     * @throws InvalidContent if there is no such text for a document like this
     * @throws MalformedChange if the request for it cannot be read
     */
    Content in(DocumentInfo document);

    /** A text that is the same for any document. */
    static NewContent of(String text) {
        return document -> new Content(text);
    }
}
