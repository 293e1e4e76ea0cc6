package dev.holdfast.application;

import dev.holdfast.domain.format.ReadFile;

/**
 * A file as it was read.
 *
 * @param format the format that it turned out to have
 * @param file the document that it became
 */
record ImportedFile(Format format, ReadFile file) {}
