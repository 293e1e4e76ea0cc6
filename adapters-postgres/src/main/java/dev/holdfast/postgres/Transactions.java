package dev.holdfast.postgres;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.Repeated;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.StoreUnavailable;
import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions of the store: short, and retried where a retry is safe. */
final class Transactions {

    /** More than the connections of a pool, all of which break when the database restarts. */
    private static final int MAX_ATTEMPTS = 25;

    /** Longer than clients wait for a response. */
    private static final Duration MAX_DURATION = Duration.ofSeconds(20);

    private static final Duration BACK_OFF = Duration.ofMillis(5);

    /** Releases the lock of the document if this host disappears from the network, long before TCP detects it. */
    private static final String SET_IDLE_TIMEOUT = "SET LOCAL idle_in_transaction_session_timeout = '20s'";

    private static final Logger LOGGER = LoggerFactory.getLogger(Transactions.class);

    private final Jdbi jdbi;

    Transactions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Reads with one statement, which sees one snapshot. */
    <T> T read(Function<Handle, T> statement) {
        return retried(() -> jdbi.withHandle(statement::apply));
    }

    /**
     * Reads with several statements that see the same snapshot. The isolation level is set for the transaction only, because a
     * session setting would stay in the pooled connection.
     */
    <T> T readSnapshot(Function<Handle, T> statements) {
        return retried(() -> jdbi.inTransaction(handle -> {
            handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            return statements.apply(handle);
        }));
    }

    /** Runs statements in a transaction that may be repeated without harm, whatever became of it. */
    <T> T run(Function<Handle, T> statements) {
        return retried(() -> jdbi.inTransaction(handle -> {
            handle.execute(SET_IDLE_TIMEOUT);
            return statements.apply(handle);
        }));
    }

    private interface Read<T> {
        T run();
    }

    private static <T> T retried(Read<T> read) {
        for (var retries = new Retries(); ; ) {
            try {
                return read.run();
            } catch (JdbiException e) {
                retries.prepare(e, false);
            }
        }
    }

    /**
     * Writes a commit.
     *
     * <p>If the connection breaks after COMMIT was sent, the outcome is unknown. The commit is then retried: the retry waits
     * for the first transaction to end, and finds the commit's key in the log if it was committed.
     *
     * @throws StoreUnavailable if the database is unavailable; its {@code outcomeUnknown} is true if the commit may be done
     */
    CommitOutcome write(Commit commit) {
        var outcomeUnknown = false;
        for (var retries = new Retries(); ; ) {
            var attempt = new Attempt(commit);
            try {
                var outcome = jdbi.withHandle(attempt);
                return outcomeUnknown && outcome instanceof Repeated own ? new Committed(own.commit()) : outcome;
            } catch (JdbiException e) {
                outcomeUnknown |= attempt.commitSent && FailureKind.of(e) != FailureKind.CONTENTION;
                retries.prepare(e, outcomeUnknown);
            }
        }
    }

    /** One transaction; records if COMMIT was sent. */
    private static final class Attempt implements HandleCallback<CommitOutcome, RuntimeException> {

        private final Commit commit;
        private boolean commitSent;

        Attempt(Commit commit) {
            this.commit = commit;
        }

        @Override
        public CommitOutcome withHandle(Handle handle) {
            handle.begin();
            handle.execute(SET_IDLE_TIMEOUT);
            var outcome = new CommitTransaction(handle, commit).run();
            if (outcome instanceof Committed) {
                commitSent = true;
                handle.commit();
            } else {
                handle.rollback();
            }
            return outcome;
        }
    }

    /** Retry policy of one operation: a limited number of retries with a linear back-off. */
    private static final class Retries {

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
}
