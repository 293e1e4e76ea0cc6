package dev.holdfast.domain;

import dev.holdfast.domain.merge.Merge;
import java.util.List;

/** Format of the content of documents of one media type: how to split, join, check and merge it. */
public interface ContentFormat {

    /** The media type, in lower case and without parameters. */
    String mediaType();

    /**
     * Takes a file apart into the blocks that are edited one by one. No character is lost: {@link #join} of the result is
     * the file again, except that U+0000 becomes U+FFFD.
     *
     * @throws InvalidContent if the file is not one of this format, naming where
     */
    List<Block> split(String file);

    /** Puts blocks together to a file that {@link #split} takes apart into the same texts. */
    String join(List<Block> blocks);

    /** The blocks that a new document of this format begins with; empty if it needs none. */
    List<Block> opening();

    /**
     * Makes a block of a text that is to be inserted.
     *
     * @throws InvalidContent if the text is not exactly one valid block, naming where
     */
    Block compose(Content content);

    /**
     * Checks a text that is to take the place of another.
     *
     * @param before the block as it is
     * @param next its text to be
     * @throws InvalidContent for the first error that the new text has and the old one had not, naming where
     */
    void validate(Block before, Content next);

    /**
     * Merges two texts that grew from the same one. A clean result is one that {@link #validate} accepts.
     *
     * @param base the block that both grew from
     * @param mine one side
     * @param theirs the other side
     */
    Merge merge(Block base, Content mine, Content theirs);
}
