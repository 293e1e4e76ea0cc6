package dev.holdfast.postgres;

import dev.holdfast.domain.StoreUnavailable;
import java.time.Duration;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Retry policy of one operation: a limited number of retries with a linear back-off. */
final class Retries {

    /** More than the connections of a pool, all of which break when the database restarts. */
    private static final int MAX_ATTEMPTS = 25;

    /** Longer than clients wait for a response. */
    private static final Duration MAX_DURATION = Duration.ofSeconds(20);

    private static final Duration BACK_OFF = Duration.ofMillis(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(Retries.class);

    private final long start = System.nanoTime();
    private int failures;

    /**
     * Returns after the back-off if the operation should be retried.
     *
     * @throws StoreUnavailable if it should not, or if the thread is interrupted, whose interrupt flag is then set
     */
    void prepare(JdbiException failure, boolean outcomeUnknown) {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(failure, outcomeUnknown);
        }
        var kind = FailureKind.of(failure);
        if (kind == FailureKind.DEFECT && !outcomeUnknown) {
            throw failure;
        }
        failures++;
        if (!kind.isRetryable() || failures == MAX_ATTEMPTS || System.nanoTime() - start > MAX_DURATION.toNanos()) {
            // Without the message: those of Jdbi and of the driver may contain user text.
            LOGGER.warn("The database is unavailable ({})", FailureKind.describe(failure));
            throw new StoreUnavailable(outcomeUnknown, failure);
        }
        backOff(failure, outcomeUnknown);
    }

    private void backOff(JdbiException failure, boolean outcomeUnknown) {
        try {
            Thread.sleep(BACK_OFF.multipliedBy(failures).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(failure, outcomeUnknown);
        }
    }

    private static StoreUnavailable interrupted(JdbiException failure, boolean outcomeUnknown) {
        LOGGER.warn("Interrupted before a retry ({})", FailureKind.describe(failure));
        return new StoreUnavailable(outcomeUnknown, failure);
    }
}
