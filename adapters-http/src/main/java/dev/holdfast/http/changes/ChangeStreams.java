package dev.holdfast.http.changes;

import dev.holdfast.application.Changes;
import dev.holdfast.application.feed.ChangeFeed;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.http.address.ClientAddress;
import dev.holdfast.http.exchange.Credential;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Change streams of one server, with the few threads that serve all of them. */
public final class ChangeStreams implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ChangeStreams.class);

    /** Threads that read the log; they wait for the database, never for a subscriber. */
    private static final int READERS = 4;

    /** Time between two looks at the credentials, which are in memory. */
    private static final Duration CREDENTIALS = Duration.ofSeconds(1);

    private static final long MIN_RECONNECT_MS = 1_000;
    private static final long MAX_RECONNECT_MS = 3_000;

    private final Changes changes;
    private final ScheduledExecutorService readers;
    private final ScheduledExecutorService heartbeats;
    private final ChangeFeed<byte[]> feed;
    private final StreamPlaces places;
    private final Duration trust;
    private final Map<EventStream, Credential> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public ChangeStreams(Changes changes, StreamOptions options) {
        this.changes = changes;
        places = new StreamPlaces(options);
        trust = options.trust();
        readers = threads(READERS, "changes");
        heartbeats = threads(1, "heartbeats");
        feed = changes.feed(readers, options.feed(), ServerSentEvents::of);
        var pause = options.heartbeat().toMillis();
        every(pause, (stream, follower) -> stream.beat());
        every(Math.min(pause, CREDENTIALS.toMillis()), ChangeStreams::endUnlessValid);
    }

    private void every(long millis, BiConsumer<EventStream, Credential> action) {
        var unused = heartbeats.scheduleAtFixedRate(() -> forEach(action), millis, millis, TimeUnit.MILLISECONDS);
    }

    private static void endUnlessValid(EventStream stream, Credential follower) {
        if (!follower.counts().getAsBoolean()) {
            stream.end();
        }
    }

    private void forEach(BiConsumer<EventStream, Credential> action) {
        open.forEach((stream, follower) -> {
            try {
                action.accept(stream, follower);
            } catch (RuntimeException | Error e) { // of any type: it must not stop the heartbeats of the others
                LOGGER.error("A change stream failed and was ended", e);
                stream.end();
            }
        });
    }

    private static ScheduledExecutorService threads(int count, String name) {
        return Executors.newScheduledThreadPool(count, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens a stream of the changes of a document.
     *
     * @throws ProblemException if the server, the person or the address has the most subscribers that it may have, or the
     *     server is stopping
     */
    public EventStream open(Credential follower, ClientAddress client, DocumentId document, Cursor cursor) {
        if (closed) {
            throw Problem.of(ProblemType.UNAVAILABLE, "The server is stopping.")
                    .withHeader("Retry-After", "5")
                    .asException();
        }
        var place = places.take(follower, client);
        try {
            var stream = new EventStream(
                    ServerSentEvents.opening(reconnectDelay()),
                    available -> feed.subscribe(follower.author(), document, cursor, available),
                    mayGoOn(follower, document));
            return opened(stream, follower, place);
        } catch (RuntimeException | Error e) { // any failure frees the place
            place.free();
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

    private EventStream opened(EventStream stream, Credential follower, StreamPlaces.Place place) {
        open.put(stream, follower);
        stream.whenEnded(() -> {
            open.remove(stream);
            place.free();
        });
        return stream;
    }

    /** Random, so that not all clients reconnect at the same moment after a restart. */
    private static Duration reconnectDelay() {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(MIN_RECONNECT_MS, MAX_RECONNECT_MS));
    }

    /** Ends all streams; their clients reconnect, to this server or another one. */
    @Override
    public void close() {
        closed = true;
        feed.close();
        readers.shutdown();
        heartbeats.shutdown();
    }
}
