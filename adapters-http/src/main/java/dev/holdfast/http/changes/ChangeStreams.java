package dev.holdfast.http.changes;

import dev.holdfast.application.Changes;
import dev.holdfast.application.feed.ChangeFeed;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.http.exchange.Credential;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The followers of one server, and the few threads that serve all of them. */
public final class ChangeStreams implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ChangeStreams.class);

    /** They wait for the database, never for a follower. */
    private static final int READERS = 4;

    private static final long MIN_COME_BACK_MS = 1_000;
    private static final long MAX_COME_BACK_MS = 3_000;

    private final Changes changes;
    private final ScheduledExecutorService readers;
    private final ScheduledExecutorService heart;
    private final ChangeFeed<byte[]> feed;
    private final Semaphore places;
    private final Duration trust;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public ChangeStreams(Changes changes, StreamOptions options) {
        this.changes = changes;
        places = new Semaphore(options.maxFollowers());
        trust = options.trust();
        readers = threads(READERS, "changes");
        heart = threads(1, "heartbeats");
        feed = changes.feed(readers, options.feed(), ServerSentEvents::of);
        var pause = options.heartbeat().toMillis();
        var unused = heart.scheduleAtFixedRate(this::beat, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        for (var stream : open) {
            try {
                stream.beat();
            } catch (RuntimeException e) { // whatever it is, it must not stop the heartbeats of the others
                LOGGER.error("A stream failed and is ended", e);
                stream.end();
            }
        }
    }

    private static ScheduledExecutorService threads(int count, String name) {
        return Executors.newScheduledThreadPool(count, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to follow a document.
     *
     * @throws ProblemException if the server has as many followers as it takes, or is being stopped
     */
    public EventStream open(Credential follower, DocumentId document, Cursor cursor) {
        if (closed || !places.tryAcquire()) {
            throw Problem.of(
                            ProblemType.UNAVAILABLE,
                            closed
                                    ? "The server is being stopped."
                                    : "The server has as many followers as it takes. Read the log page by page instead,"
                                            + " or come back later.")
                    .withHeader("Retry-After", "5")
                    .asException();
        }
        try {
            return opened(new EventStream(
                    ServerSentEvents.opening(comeBack()),
                    available -> feed.subscribe(follower.author(), document, cursor, available),
                    mayGoOn(follower, document)));
        } catch (RuntimeException e) { // whatever it is, the place is free again
            places.release();
            throw e;
        }
    }

    private BooleanSupplier mayGoOn(Credential follower, DocumentId document) {
        var begin = System.nanoTime();
        return () -> (follower.showsRevocation() || System.nanoTime() - begin < trust.toNanos())
                && follower.counts().getAsBoolean()
                && changes.mayRead(follower.author(), document);
    }

    /** The number of open streams. */
    public int count() {
        return open.size();
    }

    private EventStream opened(EventStream stream) {
        open.add(stream);
        stream.whenEnded(() -> {
            open.remove(stream);
            places.release();
        });
        return stream;
    }

    /** Not all at the same moment, when a server was restarted. */
    private static Duration comeBack() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(MIN_COME_BACK_MS, MAX_COME_BACK_MS));
    }

    /** Ends all of them; their clients come back, here or to another server. */
    @Override
    public void close() {
        closed = true;
        feed.close();
        readers.shutdown();
        heart.shutdown();
    }
}
