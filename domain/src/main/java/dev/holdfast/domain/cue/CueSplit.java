package dev.holdfast.domain.cue;

import dev.holdfast.domain.Content;

/**
 * A split of one cue into two.
 *
 * @param offset the place in the text: a number of UTF-16 units in {@link Cue#text}, whose lines end with one LF each however
 *     the block ends its own; 0 and the text's length make one half without text
 * @param atMillis the end of the first half and start of the second, in milliseconds
 */
public record CueSplit(int offset, long atMillis) {
    /** The two cues that a cue becomes. */
    public record Halves(Content first, Content second) {}
}
