package dev.holdfast.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Readiness check that is made once for all who ask while it is made. It may wait for the database; those who ask wait for a
 * limited time. Safe for use by many threads.
 */
final class ReadinessCheck {

    private final BooleanSupplier check;
    private final Duration patience;
    private CompletableFuture<Boolean> running = CompletableFuture.completedFuture(false);

    /**
     * Creates a check.
     *
     * @param check true if the server is ready
     * @param patience the longest time that somebody waits for it
     */
    ReadinessCheck(BooleanSupplier check, Duration patience) {
        this.check = check;
        this.patience = patience;
    }

    /** True if the server is ready; false also if the check takes too long. */
    boolean isReady() {
        return running()
                .copy()
                .completeOnTimeout(false, patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> false)
                .join();
    }

    private synchronized CompletableFuture<Boolean> running() {
        if (running.isDone()) {
            running = CompletableFuture.supplyAsync(check::getAsBoolean, ReadinessCheck::start);
        }
        return running;
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "readiness");
        thread.setDaemon(true);
        thread.start();
    }
}
