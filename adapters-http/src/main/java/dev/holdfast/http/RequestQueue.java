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
 * and no client has all threads. As long as few are at work, a request is done by the thread that brings it, because a change of
 * threads costs more than many requests. Safe for use by many threads.
 */
final class RequestQueue implements AutoCloseable {

    /**
     * Client of the queue.
     *
     * @param name the name: all its requests wait in one line
     * @param threads the most threads that it has at the same time
     */
    record Client(String name, int threads) {}

    /** Piece of work with its result, which is published only when its thread is free again. */
    private static final class Job<T> {

        private final Supplier<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private Runnable publication = () -> {};

        Job(Supplier<T> work) {
            this.work = work;
        }

        void run() {
            try {
                var done = work.get();
                publication = () -> result.complete(done);
            } catch (Throwable e) { // of any kind: otherwise nobody would ever answer the request
                publication = () -> result.completeExceptionally(e);
            }
        }

        void publish() {
            publication.run();
        }
    }

    /** Requests of one client. */
    private static final class Line {

        private final Client client;
        private final Queue<Job<?>> waiting = new ArrayDeque<>();
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

    private record Turn(Line line, Job<?> job) {}

    private final ExecutorService executor;
    private final int threads;
    private final int atOnce;
    private final Map<String, Line> lines = new HashMap<>();
    private final Queue<Line> turns = new ArrayDeque<>();
    private int working;
    private int waiting;

    /**
     * Creates a queue.
     *
     * @param threads the most requests that are done at the same time
     * @param atOnce with so many at work, further ones are done by the queue's threads, so that those which bring requests
     *     are left for others
     */
    RequestQueue(int threads, int atOnce) {
        var count = new AtomicInteger();
        this.threads = threads;
        this.atOnce = atOnce;
        this.executor = Executors.newCachedThreadPool(task -> new Thread(task, "request-" + count.incrementAndGet()));
    }

    /**
     * Does some work for a client: at once and on this thread, if the client may have a thread now and few are at work, else on
     * another when it has its turn.
     */
    <T> CompletableFuture<T> submit(Client client, Supplier<T> work) {
        var job = new Job<>(work);
        begin(client, job).ifPresent(line -> {
            job.run();
            leave(line);
            job.publish();
        });
        return job.result;
    }

    /** The client's line if its work can begin here; empty if the work was put into the line. */
    private synchronized Optional<Line> begin(Client client, Job<?> job) {
        var line = lines.computeIfAbsent(client.name(), unknown -> new Line(client));
        if (working < atOnce && line.waiting.isEmpty() && line.atWork < client.threads()) {
            working++;
            line.atWork++;
            return Optional.of(line);
        }
        line.waiting.add(job);
        waiting++;
        giveTurn(line);
        if (working < threads && !turns.isEmpty()) {
            working++;
            executor.execute(this::work);
        }
        return Optional.empty();
    }

    /** Ends work that began at once. If others wait, a thread of the queue takes its place, and the caller is not kept. */
    private synchronized void leave(Line line) {
        end(line);
        if (turns.isEmpty()) {
            working--;
        } else {
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
            var job = turn.get().job();
            job.run();
            end(turn.get().line());
            job.publish();
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
        var job = line.waiting.remove();
        giveTurn(line);
        return Optional.of(new Turn(line, job));
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
