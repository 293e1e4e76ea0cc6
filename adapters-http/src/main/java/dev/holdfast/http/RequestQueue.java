package dev.holdfast.http;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Queue of the requests that wait for a thread. Clients take turns, so that one with a thousand requests delays only its own,
 * and no client has all threads. Safe for use by many threads.
 */
final class RequestQueue implements AutoCloseable {

    /**
     * Client of the queue.
     *
     * @param name the name: all its requests wait in one line
     * @param threads the most threads that it has at the same time
     */
    record Client(String name, int threads) {}

    /** Requests of one client. */
    private static final class Line {

        private final Client client;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int atWork;
        private boolean hasTurn;

        Line(Client client) {
            this.client = client;
        }

        boolean mayWork() {
            return !waiting.isEmpty() && atWork < client.threads();
        }

        boolean isEnded() {
            return waiting.isEmpty() && atWork == 0;
        }
    }

    private record Turn(Line line, Runnable work) {}

    private final ExecutorService executor;
    private final int threads;
    private final Map<String, Line> lines = new HashMap<>();
    private final Queue<Line> turns = new ArrayDeque<>();
    private int working;
    private int waiting;

    RequestQueue(int threads) {
        var count = new AtomicInteger();
        this.threads = threads;
        this.executor = Executors.newCachedThreadPool(task -> new Thread(task, "request-" + count.incrementAndGet()));
    }

    /** Does some work for a client when it has its turn. */
    <T> CompletableFuture<T> submit(Client client, Supplier<T> work) {
        var result = new CompletableFuture<T>();
        add(client, () -> {
            try {
                result.complete(work.get());
            } catch (Throwable e) { // of any kind: otherwise nobody would ever answer the request
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private synchronized void add(Client client, Runnable work) {
        var line = lines.computeIfAbsent(client.name(), unknown -> new Line(client));
        line.waiting.add(work);
        waiting++;
        giveTurn(line);
        if (working < threads && !turns.isEmpty()) {
            working++;
            executor.execute(this::work);
        }
    }

    private void giveTurn(Line line) {
        if (!line.hasTurn && line.mayWork()) {
            line.hasTurn = true;
            turns.add(line);
        }
    }

    private void work() {
        for (var turn = nextTurn(); turn.isPresent(); turn = nextTurn()) {
            try {
                turn.get().work().run();
            } finally {
                end(turn.get().line());
            }
        }
    }

    private synchronized Optional<Turn> nextTurn() {
        var line = turns.poll();
        if (line == null) {
            working--;
            return Optional.empty();
        }
        line.hasTurn = false;
        line.atWork++;
        waiting--;
        var work = line.waiting.remove();
        giveTurn(line);
        return Optional.of(new Turn(line, work));
    }

    private synchronized void end(Line line) {
        line.atWork--;
        giveTurn(line);
        if (line.isEnded()) {
            lines.remove(line.client.name());
        }
    }

    /** Number of requests that wait for a thread. */
    synchronized int waiting() {
        return waiting;
    }

    /** Stops to take requests; those in progress go on. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
