package dev.holdfast.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Author and time of a commit.
 *
 * @param by the author
 * @param at the time, in whole milliseconds, so that every store gives back the same instant
 */
public record Stamp(Author by, Instant at) {

    public Stamp {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The same stamp with the earliest time that is not before another. */
    public Stamp notBefore(Instant earliest) {
        return at.isBefore(earliest) ? new Stamp(by, earliest) : this;
    }
}
