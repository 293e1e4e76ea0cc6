package dev.holdfast.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Several people doing something at the same moment. */
public final class Race {

    private static final int TIMEOUT_SECONDS = 60;

    private Race() {}

    /**
     * Runs tasks at once, all let loose by one barrier.
     *
     * @param runners how many
     * @param task makes the task of each runner, who is counted from 0
     * @return what each came to, in the order of the runners
     */
    public static <T> List<T> run(int runners, IntFunction<Callable<T>> task) {
        var start = new CyclicBarrier(runners);
        var pool = Executors.newFixedThreadPool(runners);
        try {
            var futures = new ArrayList<Future<T>>();
            for (var i = 0; i < runners; i++) {
                var mine = task.apply(i);
                futures.add(pool.submit(() -> {
                    start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    return mine.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("A runner fell", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The race was interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
