package dev.holdfast.domain.format;

import java.util.OptionalLong;

/**
 * The options of an import, for files without times.
 *
 * @param durationMillis the length of the recording, over which the captions are spread; empty if it is unknown
 * @param speakers true if a name and a colon at the beginning of a paragraph name the speaker
 */
public record ReadOptions(OptionalLong durationMillis, boolean speakers) {

    /** Nothing is known of the file. */
    public static final ReadOptions NONE = new ReadOptions(OptionalLong.empty(), false);
}
