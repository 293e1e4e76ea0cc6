package dev.holdfast.application;

import dev.holdfast.domain.Block;
import java.util.List;
import java.util.Optional;

/** The import of one file, which is read once, also if it was imported before. For use once. */
final class FileImport {

    private final int maxBlocks;
    private Optional<NewFile> wanted = Optional.empty();
    private Optional<ImportedFile> read = Optional.empty();

    FileImport(int maxBlocks) {
        this.maxBlocks = maxBlocks;
    }

    NewFile of(NewFile file) {
        wanted = Optional.of(file);
        return file;
    }

    List<Block> blocks() {
        return file().file().blocks();
    }

    ImportedDocument as(SavedDocument saved) {
        return new ImportedDocument(saved, file().format(), file().file().dropped());
    }

    private ImportedFile file() {
        var result = read.orElseGet(() -> Formats.read(wanted.orElseThrow(), maxBlocks));
        read = Optional.of(result);
        return result;
    }
}
