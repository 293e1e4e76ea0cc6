package dev.holdfast.domain.format;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.TooManySegments;
import dev.holdfast.domain.cue.CueFormat;
import java.util.List;
import java.util.Optional;

/** The format of a document's content: reading, writing, validation and merge of its blocks. */
public interface ContentFormat {

    /**
     * Splits a file into the blocks that are edited one by one. No character is lost: {@link #join} of the result is the file
     * again, except that U+0000 becomes U+FFFD.
     *
     * @param maxBlocks the most blocks, 1 or more
     * @throws InvalidContent if the file is not in this format, naming where
     * @throws TooManySegments if it has more blocks
     */
    List<Block> split(String file, int maxBlocks);

    /** The same, however many blocks it has. */
    default List<Block> split(String file) {
        return split(file, Integer.MAX_VALUE);
    }

    /** True if a file begins as files of this format do, and as no others; false for a format of any text. */
    default boolean recognises(String file) {
        return false;
    }

    /** Joins blocks into a file that {@link #split} splits into the same texts. */
    String join(List<Block> blocks);

    /** The blocks that a new document begins with; may be empty. */
    List<Block> opening();

    /**
     * Makes a block of a text to insert.
     *
     * @throws InvalidContent if the text is not exactly one valid block, naming where
     */
    Block compose(Content content);

    /**
     * Validates a text that is to replace another.
     *
     * @param before the current block
     * @param next its new text
     * @throws InvalidContent for the first error that the new text has and the old one had not, naming where
     */
    void validate(Block before, Content next);

    /**
     * Merges two edits of one block. A clean result is one that {@link #validate} accepts.
     *
     * @param base the block that both edits started from
     * @param mine one side
     * @param theirs the other side
     */
    Merge merge(Block base, Content mine, Content theirs);

    /** The same format for those who keep texts with errors of its syntax; it is this one if it finds none. */
    default ContentFormat lenient() {
        return this;
    }

    /** The cues of the format; empty if it has none. */
    Optional<CueFormat> cues();
}
