package dev.holdfast.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who did something, and when.
 *
 * @param by who
 * @param at when, in whole milliseconds, so that every store gives back the same instant
 */
public record Stamp(Author by, Instant at) {

    public Stamp {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
