package dev.holdfast.domain.captions.ttml;

import dev.holdfast.domain.captions.Alignment;
import dev.holdfast.domain.captions.Style;

/** The appearance of an element's text and its place. */
record Look(Style style, Alignment alignment) {

    /** The appearance of a document that says nothing. */
    static final Look USUAL = new Look(Style.PLAIN, Alignment.USUAL);
}
