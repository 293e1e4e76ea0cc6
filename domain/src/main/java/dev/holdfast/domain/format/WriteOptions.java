package dev.holdfast.domain.format;

import java.util.Optional;

/**
 * The options of an export.
 *
 * @param speakers true to write the names of speakers before their words; empty for the habit of the format
 * @param times true to write the start before each caption of a transcript
 */
public record WriteOptions(Optional<Boolean> speakers, boolean times) {

    /** The habits of the format. */
    public static final WriteOptions NONE = new WriteOptions(Optional.empty(), false);
}
