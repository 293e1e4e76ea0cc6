package dev.holdfast.application;

import dev.holdfast.domain.format.ContentFormat;
import dev.holdfast.domain.format.FileReader;
import dev.holdfast.domain.format.ReadFile;
import dev.holdfast.domain.format.ReadOptions;

/** The reader of a file that becomes a document of its own format. */
record ContentReader(ContentFormat format) implements FileReader {

    @Override
    public boolean recognises(String file) {
        return format.recognises(file);
    }

    @Override
    public ReadFile read(String file, ReadOptions options, int maxBlocks) {
        return ReadFile.complete(format.split(file, maxBlocks));
    }
}
