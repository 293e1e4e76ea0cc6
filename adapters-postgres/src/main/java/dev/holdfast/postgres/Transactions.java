package dev.holdfast.postgres;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.Repeated;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the store talks to the database: each transaction short, tried again where that is safe, and never in doubt. */
final class Transactions {

    /** More than a pool has connections, all of which break when the database restarts. */
    private static final int MAX_TRIES = 25;

    /** After which nobody waits for an answer any more. */
    private static final Duration MAX_DURATION = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(5);
    /** If this process vanishes in the middle, with its network, the document does not stay locked until TCP notices. */
    private static final String GIVE_UP_LOCKS = "SET LOCAL idle_in_transaction_session_timeout = '20s'";

    private static final Logger LOGGER = LoggerFactory.getLogger(Transactions.class);

    private final Jdbi jdbi;

    Transactions(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Reads with one statement, which sees one moment. */
    <T> T read(Function<Handle, T> statement) {
        return reading(() -> jdbi.withHandle(statement::apply));
    }

    /**
     * Reads with several statements that see the same moment. The isolation is that of this one transaction: a setting of the
     * session would stay behind in a pooled connection.
     */
    <T> T readOneMoment(Function<Handle, T> statements) {
        return reading(() -> jdbi.inTransaction(handle -> {
            handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            return statements.apply(handle);
        }));
    }

    private interface Read<T> {
        T run();
    }

    private static <T> T reading(Read<T> read) {
        for (var tries = new Tries(); ; ) {
            try {
                return read.run();
            } catch (JdbiException e) {
                tries.again(e, false);
            }
        }
    }

    /**
     * Does a commit.
     *
     * <p>When the connection breaks after COMMIT was sent, nobody knows whether it was done. Then the commit is sent again: it
     * waits for the first one to end, and finds its key in the log if it was done.
     *
     * @throws StoreUnavailable if the database is not available, and says so if the outcome is unknown even so
     */
    CommitOutcome write(Commit commit) {
        var inDoubt = false;
        for (var tries = new Tries(); ; ) {
            var attempt = new Attempt(commit);
            try {
                var outcome = jdbi.withHandle(attempt);
                return inDoubt && outcome instanceof Repeated own ? new Committed(own.commit()) : outcome;
            } catch (JdbiException e) {
                inDoubt |= attempt.commitSent && DatabaseFailure.of(e) != DatabaseFailure.CONTENTION;
                tries.again(e, inDoubt);
            }
        }
    }

    /** One transaction, which remembers how far it came. */
    private static final class Attempt implements HandleCallback<CommitOutcome, RuntimeException> {

        private final Commit commit;
        private boolean commitSent;

        Attempt(Commit commit) {
            this.commit = commit;
        }

        @Override
        public CommitOutcome withHandle(Handle handle) {
            handle.begin();
            handle.execute(GIVE_UP_LOCKS);
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

    /** Counts what went wrong, and decides when it is enough. */
    private static final class Tries {

        private final long start = System.nanoTime();
        private int failed;

        /** Returns if there should be another try. */
        void again(JdbiException failure, boolean inDoubt) {
            var kind = DatabaseFailure.of(failure);
            if (kind == DatabaseFailure.DEFECT && !inDoubt) {
                throw failure;
            }
            failed++;
            var mayHelp = kind == DatabaseFailure.CONTENTION || kind == DatabaseFailure.DISCONNECTION;
            if (!mayHelp || failed == MAX_TRIES || System.nanoTime() - start > MAX_DURATION.toNanos()) {
                // No messages: those of Jdbi and of the driver may repeat what people typed.
                LOGGER.warn("The database is not available ({})", DatabaseFailure.nameOf(failure));
                throw new StoreUnavailable(inDoubt, failure);
            }
            LockSupport.parkNanos(PAUSE.multipliedBy(failed).toNanos());
        }
    }
}
