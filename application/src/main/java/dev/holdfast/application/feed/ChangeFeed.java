package dev.holdfast.application.feed;

import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.StoreUnavailable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Feed of the commits of documents: each follower gets every commit once and in order, from where it stopped.
 * However many follow a document, its log is read once. Safe for use by many threads.
 *
 * <p>A wake-up of the store makes it read at once; apart from that it looks at every followed document from time to time, so
 * that it misses nothing when no wake-up comes.
 *
 * @param <T> the representation of an event for followers
 */
public final class ChangeFeed<T> implements AutoCloseable {

    private final CommitLog log;
    private static final System.Logger LOGGER = System.getLogger(ChangeFeed.class.getName());

    private final ScheduledExecutorService threads;
    private final FeedSettings settings;
    private final Function<ChangeEvent, T> form;
    private final ConcurrentMap<DocumentId, LogReader<T>> readers = new ConcurrentHashMap<>();
    private @Nullable Runnable unsubscribe;
    private @Nullable Future<?> polls;
    private boolean closed;

    /** A feed over a log; use {@code Changes.feed} to get one. */
    public ChangeFeed(
            CommitLog log, ScheduledExecutorService threads, FeedSettings settings, Function<ChangeEvent, T> form) {
        this.log = log;
        this.threads = threads;
        this.settings = settings;
        this.form = form;
    }

    /**
     * Follows a document, also one that was deleted: it may be restored.
     *
     * @param cursor where the follower stopped; commits after it come first
     * @param available is called when there is something after nothing was, and at the end; from any thread, also before
     *     this method returns. It must return at once
     * @throws AccessDenied if the reader may not read the document
     * @throws NotFound if the document never existed
     * @throws StoreUnavailable if the store does not respond
     */
    public Following<T> subscribe(Author reader, DocumentId id, Cursor cursor, Runnable available) {
        log.requireReadable(reader, id);
        var calls = new Following.Calls<T>(available, () -> wake(id), this::leave);
        var following = new Following<>(id, cursor, settings.maxWaiting(), calls);
        if (!join(following)) {
            following.end();
        }
        wake(id);
        return following;
    }

    /** Adds a follower, unless the feed is closed; with the first one, the feed subscribes to the store. */
    private synchronized boolean join(Following<T> following) {
        if (closed) {
            return false;
        }
        if (unsubscribe == null) {
            unsubscribe = log.onCommit(this::wake);
            var pause = settings.poll().toNanos();
            polls = threads.scheduleWithFixedDelay(this::poll, pause, pause, TimeUnit.NANOSECONDS);
        }
        readers.compute(following.document(), (id, present) -> {
            var reader = present == null ? new LogReader<>(log, threads, form, id) : present;
            reader.add(following);
            return reader;
        });
        return true;
    }

    /** Ends the feed for every follower, also for those who subscribe later. Close it before its threads. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            stop();
        }
        readers.values().forEach(LogReader::end);
        readers.clear();
    }

    /** Is called with the lock. */
    private void stop() {
        if (unsubscribe != null) {
            unsubscribe.run();
            unsubscribe = null;
        }
        if (polls != null) {
            polls.cancel(false);
            polls = null;
        }
    }

    private void leave(Following<T> following) {
        readers.computeIfPresent(following.document(), (id, reader) -> reader.remove(following) ? reader : null);
    }

    private void wake(DocumentId id) {
        var reader = readers.get(id);
        if (reader != null) {
            reader.wake();
        }
    }

    private void poll() {
        try {
            stopIfNobodyFollows();
            readers.values().forEach(LogReader::wake);
        } catch (RuntimeException | Error e) { // of any type: otherwise this poll would be the last one
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "The logs of followed documents were not read; the next poll will try",
                    e);
        }
    }

    /** Stops at the next poll, not when the last follower leaves: one that reconnects would subscribe to the store again. */
    private synchronized void stopIfNobodyFollows() {
        if (readers.isEmpty()) {
            stop();
        }
    }
}
