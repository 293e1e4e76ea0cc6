package dev.holdfast.domain.cue;

/**
 * A shift of cues in time.
 *
 * @param millis the distance in milliseconds; negative for earlier
 */
public record CueShift(long millis) {}
