package dev.holdfast.domain.format;

import java.util.List;

/**
 * A document written as a file.
 *
 * @param text the file
 * @param dropped the parts of the document that the file lacks, each once, in the order in which they were met
 */
public record WrittenFile(String text, List<Loss> dropped) {

    public WrittenFile {
        dropped = List.copyOf(dropped);
    }

    /** A file that holds the whole document. */
    public static WrittenFile complete(String text) {
        return new WrittenFile(text, List.of());
    }
}
