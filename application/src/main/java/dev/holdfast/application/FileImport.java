package dev.holdfast.application;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.format.Loss;
import java.util.List;
import java.util.Optional;

/** The import of one file, which says what it was also if it was imported before. It keeps neither file nor blocks. For use once. */
final class FileImport {

    private final int maxBlocks;
    private Optional<NewFile> wanted = Optional.empty();
    private Optional<Format> readAs = Optional.empty();
    private List<Loss> dropped = List.of();

    FileImport(int maxBlocks) {
        this.maxBlocks = maxBlocks;
    }

    NewFile of(NewFile file) {
        wanted = Optional.of(file);
        return file;
    }

    /** Reads the file. */
    List<Block> blocks() {
        var read = Formats.read(wanted.orElseThrow(), maxBlocks);
        wanted = Optional.empty();
        readAs = Optional.of(read.format());
        dropped = read.file().dropped();
        return read.file().blocks();
    }

    ImportedDocument as(SavedDocument saved) {
        if (readAs.isEmpty()) {
            blocks();
        }
        return new ImportedDocument(saved, readAs.orElseThrow(), dropped);
    }
}
