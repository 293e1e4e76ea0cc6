package dev.holdfast.application;

import dev.holdfast.domain.format.ContentFormat;
import dev.holdfast.domain.format.FileReader;
import dev.holdfast.domain.format.FileWriter;
import dev.holdfast.domain.format.WrittenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of the list of formats: the format as interfaces show it, and the code that reads and writes it.
 *
 * @param format the format
 * @param content the format of the content of its documents; empty for a format of files alone
 * @param reader reads a file into the blocks of the document that it is imported as; empty if files are not imported
 * @param writers the writers of the exports, in the order of {@link Format#exports}
 */
record FormatEntry(Format format, Optional<ContentFormat> content, Optional<FileReader> reader, List<Writer> writers) {

    FormatEntry {
        writers = List.copyOf(writers);
    }

    /**
     * The writer of one export.
     *
     * @param inFileOrder true if it needs the separators of the blocks as they stand in the file
     */
    record Writer(ExportFormat format, boolean inFileOrder, FileWriter write) {}

    /** A format of documents, whose files are imported as such documents. */
    static FormatEntry ofDocuments(String mediaType, String name, String extension, ContentFormat content) {
        var format = new Format(mediaType, name, extension, true, Optional.of(mediaType), List.of());
        return new FormatEntry(format, Optional.of(content), Optional.of(new ContentReader(content)), List.of());
    }

    /** A format of files that are imported as documents of another format. */
    static FormatEntry ofFiles(String mediaType, String name, String extension, String importedAs, FileReader reader) {
        var format = new Format(mediaType, name, extension, false, Optional.of(importedAs), List.of());
        return new FormatEntry(format, Optional.empty(), Optional.of(reader), List.of());
    }

    /** The same with an export of the document's own file, as {@link ContentFormat#join} writes it. */
    FormatEntry exportedAsItself() {
        var export = new ExportFormat(format.mediaType(), format.extension(), false);
        return with(new Writer(export, true, joining()));
    }

    /** The same with an export of the text alone, in a file of another type. */
    FormatEntry exportedAsText(String mediaType, String extension) {
        return with(new Writer(new ExportFormat(mediaType, extension, false), false, joining()));
    }

    /** The same with an export that can drop parts of the document. */
    FormatEntry exportedLossily(String mediaType, String extension, FileWriter write) {
        return with(new Writer(new ExportFormat(mediaType, extension, true), false, write));
    }

    private FileWriter joining() {
        var join = content.orElseThrow();
        return (blocks, options) -> WrittenFile.complete(join.join(blocks));
    }

    private FormatEntry with(Writer writer) {
        var next = new ArrayList<>(writers);
        next.add(writer);
        var exports = next.stream().map(Writer::format).toList();
        return new FormatEntry(
                new Format(
                        format.mediaType(),
                        format.name(),
                        format.extension(),
                        format.isOfDocuments(),
                        format.importedAs(),
                        exports),
                content,
                reader,
                next);
    }

    /** The writer of the export with that extension. */
    Optional<Writer> writer(String extension) {
        return writers.stream()
                .filter(writer -> writer.format().extension().equals(extension))
                .findFirst();
    }
}
