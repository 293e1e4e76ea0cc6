package dev.holdfast.application;

import dev.holdfast.domain.Tip;
import dev.holdfast.domain.format.WriteOptions;

/**
 * A file that was exported, edited elsewhere, and comes back.
 *
 * @param base the end of the document's log when the file was exported
 * @param mediaType the media type of the file, one that {@link Format#importedAs} imports as the document's
 * @param text the file
 * @param options the options with which it was exported
 */
public record RevisedFile(Tip base, String mediaType, String text, WriteOptions options) {}
