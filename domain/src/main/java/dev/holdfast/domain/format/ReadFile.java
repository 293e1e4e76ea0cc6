package dev.holdfast.domain.format;

import dev.holdfast.domain.Block;
import java.util.List;

/**
 * A file read as a document.
 *
 * @param blocks the blocks of the document
 * @param dropped the parts of the file that the document lacks, each once, in the order in which they were met
 */
public record ReadFile(List<Block> blocks, List<Loss> dropped) {

    public ReadFile {
        blocks = List.copyOf(blocks);
        dropped = List.copyOf(dropped);
    }

    /** A document that holds the whole file. */
    public static ReadFile complete(List<Block> blocks) {
        return new ReadFile(blocks, List.of());
    }
}
