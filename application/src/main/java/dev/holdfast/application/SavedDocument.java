package dev.holdfast.application;

import dev.holdfast.domain.Document;

/**
 * A write to a document that succeeded.
 *
 * @param document the document as this write left it; it may have been changed again since if the write was replayed
 * @param replayed whether the write had been done before, by an earlier sending of the same request
 */
public record SavedDocument(Document document, boolean replayed) {}
