package dev.holdfast.domain.cue;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidEdit;
import java.util.List;
import java.util.Optional;

/**
 * The cues of a timed format. Each method takes the text of a block as its author wrote it, and leaves everything that it
 * does not change as written.
 */
public interface CueFormat {

    /**
     * Reads a cue tolerantly, as players do.
     *
     * @return the cue; empty if the text is not exactly one cue
     */
    Optional<Cue> parse(Content content);

    /** Writes a new cue. The result is not validated. */
    Content write(Cue cue);

    /**
     * Changes parts of a cue. The result is not validated.
     *
     * @throws InvalidContent if the text is not exactly one cue
     */
    Content rewrite(Content cue, CuePatch patch);

    /**
     * Shifts a cue in time, with the times within its text.
     *
     * @throws InvalidContent if the text is not exactly one cue, or if one of its times would be below zero or beyond {@link
     *     Cue#MAX_MILLIS}, naming where
     */
    Content shift(Content cue, CueShift shift);

    /**
     * Splits a cue in two. The first keeps the identifier, both keep the settings. White space around the place is left out.
     *
     * @throws InvalidContent if the text is not exactly one cue, or cannot be split there or at that time, naming where
     */
    CueSplit.Halves split(Content cue, CueSplit split);

    /**
     * Joins cues: the identifier, start and settings of the first, the end of the last, and the texts of all, each on lines of
     * its own.
     *
     * @param cues the texts of the cues in their order, two or more
     * @throws InvalidEdit if they cannot be joined; its index is that of the cue at fault, counted from 0
     */
    Content join(List<Content> cues);

    /**
     * Checks all captions of a document against a profile, and its syntax. The result follows from the arguments alone, in a
     * time proportional to the text.
     *
     * @param blocks all blocks of the document in order, also those that are not cues
     * @return the findings, in the order of the blocks and of their text
     */
    List<Finding> check(List<Block> blocks, CheckProfile profile);
}
