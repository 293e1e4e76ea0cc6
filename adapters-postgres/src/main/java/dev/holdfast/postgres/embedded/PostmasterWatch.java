package dev.holdfast.postgres.embedded;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Watch over the PostgreSQL server, which starts it again on the same port when it ends by itself: killed for want of memory,
 * or stopped by somebody. It gives up if that does not help.
 */
final class PostmasterWatch implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** More ends than this within the period have a cause that starting again does not remove. */
    private static final int MAX_RESTARTS = 3;

    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final PostgresControl control;
    private final int port;
    private final Consumer<String> progress;
    private final Consumer<EmbeddedDatabaseFailure> lost;
    private final Deque<Long> restarts = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "holdfast-postgres-watch");

    /**
     * @param progress called with a line when the server is started again
     * @param lost called once, when it cannot be
     */
    PostmasterWatch(
            PostgresControl control, int port, Consumer<String> progress, Consumer<EmbeddedDatabaseFailure> lost) {
        this.control = control;
        this.port = port;
        this.progress = progress;
        this.lost = lost;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                awaitEnd();
                startAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (EmbeddedDatabaseFailure e) {
            if (!Thread.currentThread().isInterrupted()) {
                lost.accept(e);
            }
        }
    }

    /** Returns when the server that runs now has ended. */
    private void awaitEnd() throws InterruptedException {
        var server = PostmasterProcess.in(control.directory().postgres());
        while (server.isPresent() && !server.get().hasEnded()) {
            Thread.sleep(INTERVAL.toMillis());
        }
    }

    private void startAgain() {
        var log = new ServerLog(control.directory().log());
        restarts.removeIf(earlier -> System.nanoTime() - earlier > PERIOD.toNanos());
        restarts.add(System.nanoTime());
        if (restarts.size() > MAX_RESTARTS) {
            throw new EmbeddedDatabaseFailure("PostgreSQL ended by itself %d times within %d minutes. %s"
                    .formatted(restarts.size(), PERIOD.toMinutes(), log.reason()));
        }
        progress.accept("PostgreSQL ended by itself; starting it again. See its log: " + log.file());
        var unused = control.start(port);
        progress.accept("PostgreSQL runs again");
    }

    /** Ends the watch, also while it starts the server. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
