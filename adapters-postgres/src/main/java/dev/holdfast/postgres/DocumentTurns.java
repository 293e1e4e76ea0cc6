package dev.holdfast.postgres;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Turns of commits: only a few of one document have a connection at the same time. The others would only wait in the database
 * for its lock, and leave no connection to other documents. Safe for use by many threads.
 */
final class DocumentTurns {

    /** More than one, so that the next commit waits in the database already when the lock becomes free. */
    private static final int AT_ONCE = 3;

    private static final class Turn {

        private final Semaphore places = new Semaphore(AT_ONCE, true);
        private int users;
    }

    private final ConcurrentMap<DocumentId, Turn> turns = new ConcurrentHashMap<>();
    private final Duration longestWait;

    DocumentTurns(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /**
     * Makes a commit when its turn comes.
     *
     * @throws StoreUnavailable if it does not come in time, or the thread is interrupted, whose interrupt flag is then set
     */
    <T> T take(DocumentId document, Supplier<T> commit) {
        var turn = turns.compute(document, (id, present) -> joined(present == null ? new Turn() : present));
        try {
            await(turn.places);
            try {
                return commit.get();
            } finally {
                turn.places.release();
            }
        } finally {
            turns.computeIfPresent(document, (id, present) -> --present.users == 0 ? null : present);
        }
    }

    private static Turn joined(Turn turn) {
        turn.users++;
        return turn;
    }

    private void await(Semaphore places) {
        try {
            // The first attempt ignores an interruption: a commit that need not wait is made.
            if (!places.tryAcquire() && !places.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreUnavailable(
                        false, new TimeoutException("Other commits of the document took " + longestWait));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable(false, e);
        }
    }
}
