package dev.holdfast.application;

/**
 * A file format that documents of a format can be exported as.
 *
 * @param mediaType the media type of the file
 * @param extension the extension of the file's name, in lower case and without its dot
 * @param lossy true if the file cannot hold all that such a document can have
 */
public record ExportFormat(String mediaType, String extension, boolean lossy) {}
