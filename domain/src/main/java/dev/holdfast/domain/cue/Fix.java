package dev.holdfast.domain.cue;

import dev.holdfast.domain.Content;

/**
 * An edit that ends a finding. It adds no flaw, and breaks no limit that was kept. A person decides whether it is right.
 */
public sealed interface Fix {

    /** The block that it changes, counted from 0; often, but not always, the one with the finding. */
    int index();

    /**
     * Another text of the block.
     *
     * @param content the whole text
     */
    record Replacement(int index, Content content) implements Fix {}

    /**
     * A cue in place of a block that is none.
     *
     * @param content the text of the cue
     */
    record NewCue(int index, Content content) implements Fix {}

    /** Deletion of the block. */
    record Deletion(int index) implements Fix {}
}
