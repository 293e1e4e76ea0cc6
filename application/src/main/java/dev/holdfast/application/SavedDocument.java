package dev.holdfast.application;

import dev.holdfast.domain.Document;

/**
 * A write to a document that succeeded.
 *
 * @param document the document as this write left it; it may have been changed again since if the write was replayed
 * @param effect the effect of the write
 */
public record SavedDocument(Document document, Effect effect) {}
