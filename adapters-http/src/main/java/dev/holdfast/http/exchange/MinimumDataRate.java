package dev.holdfast.http.exchange;

import java.time.Duration;

/**
 * Minimum data rate of a request and of its response. Waiting for the rest of a request, or for a client to read, takes a
 * connection and memory.
 *
 * @param gracePeriod the time that a header may take, that a body or the reading of a response may take below the rate, and
 *     that an unwanted body is read before the response
 * @param bytesPerSecond the rate of a body or a response that takes longer than the grace period
 */
public record MinimumDataRate(Duration gracePeriod, int bytesPerSecond) {

    public MinimumDataRate {
        if (gracePeriod.toMillis() < 1 || bytesPerSecond < 1) {
            throw new IllegalArgumentException("A minimum data rate is 1 ms or more and 1 byte per second or more");
        }
    }

    /** 20 seconds and 4 kB per second. */
    public static MinimumDataRate defaults() {
        return new MinimumDataRate(Duration.ofSeconds(20), 4_096);
    }

    /** Problem of a request that arrived too slowly. */
    public static Problem timeout() {
        return Problem.of(
                ProblemType.REQUEST_TIMEOUT,
                "The rest of the request did not arrive in time, and nothing was done. Send it again on a faster"
                        + " connection.");
    }

    /** True if the grace period is over after this time. */
    public boolean isOver(long nanos) {
        return nanos > gracePeriod.toNanos();
    }

    /** The time that so many bytes of content may take. */
    public long allowedNanos(long bytes) {
        return gracePeriod.toNanos() + (long) (bytes * 1e9 / bytesPerSecond);
    }
}
