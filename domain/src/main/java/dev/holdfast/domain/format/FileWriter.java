package dev.holdfast.domain.format;

import dev.holdfast.domain.Block;
import java.util.List;

/** The writer of a file format. */
@FunctionalInterface
public interface FileWriter {

    /** Writes the blocks of a document, and says which parts of it the format cannot hold. */
    WrittenFile write(List<Block> blocks, WriteOptions options);
}
