package dev.holdfast.domain.format;

import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.TooManySegments;

/** The reader of a file format. */
public interface FileReader {

    /** True if a file begins as files of this format do, and as no others. */
    boolean recognises(String file);

    /**
     * Reads a file as a document.
     *
     * @param options what else is known of the file
     * @param maxBlocks the most blocks, 1 or more
     * @throws InvalidContent if the file is not in this format, naming the line
     * @throws TooManySegments if it has more blocks
     */
    ReadFile read(String file, ReadOptions options, int maxBlocks);
}
