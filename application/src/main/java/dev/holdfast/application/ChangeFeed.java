package dev.holdfast.application;

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
 * Tells followers what happens to documents, as it happens: every commit once and in order, from wherever they stopped.
 * However many follow a document, its log is read once. Safe for use by many threads.
 *
 * <p>A wake-up of the store makes it read at once; apart from that it looks at every followed document from time to time, so
 * that it misses nothing when no wake-up comes.
 *
 * @param <T> what followers are given
 */
public final class ChangeFeed<T> implements AutoCloseable {

    private final Access access;
    private final DocumentStore store;
    private final ScheduledExecutorService threads;
    private final FeedSettings settings;
    private final Function<ChangeEvent, T> form;
    private final ConcurrentMap<DocumentId, LogReader<T>> readers = new ConcurrentHashMap<>();
    private DocumentStore.@Nullable Subscription commits;
    private @Nullable Future<?> polls;
    private boolean closed;

    ChangeFeed(
            Changes changes, ScheduledExecutorService threads, FeedSettings settings, Function<ChangeEvent, T> form) {
        this.access = changes.access();
        this.store = changes.store();
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
     * @throws NotFound if there never was such a document
     * @throws StoreUnavailable if the store does not answer
     */
    public Following<T> subscribe(Author reader, DocumentId id, Cursor cursor, Runnable available) {
        access.check(reader, AccessPolicy.Action.READ, id);
        if (store.document(id).isEmpty()) {
            throw new NotFound("document", id.value());
        }
        var following = new Following<>(this, id, cursor, available);
        if (!join(following)) {
            following.end();
        }
        wake(id);
        return following;
    }

    /** Lets it be told of what happens, unless the feed is closed; for the first one, the store is listened to. */
    private synchronized boolean join(Following<T> following) {
        if (closed) {
            return false;
        }
        if (commits == null) {
            commits = store.onCommit(this::wake);
            var pause = settings.poll().toNanos();
            polls = threads.scheduleWithFixedDelay(this::poll, pause, pause, TimeUnit.NANOSECONDS);
        }
        readers.compute(following.document(), (id, present) -> {
            var log = present == null ? new LogReader<>(this, id) : present;
            log.add(following);
            return log;
        });
        return true;
    }

    /** Ends it for every follower. Those who subscribe later are ended at once. Close it before its threads. */
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
        if (commits != null) {
            commits.close();
            commits = null;
        }
        if (polls != null) {
            polls.cancel(false);
            polls = null;
        }
    }

    void leave(Following<T> following) {
        readers.computeIfPresent(following.document(), (id, log) -> log.remove(following) ? log : null);
    }

    void wake(DocumentId id) {
        var log = readers.get(id);
        if (log != null) {
            log.wake();
        }
    }

    private void poll() {
        stopIfNobodyFollows();
        readers.values().forEach(LogReader::wake);
    }

    /** Not as soon as the last one leaves, who may be back in a moment: the store would begin anew each time. */
    private synchronized void stopIfNobodyFollows() {
        if (readers.isEmpty()) {
            stop();
        }
    }

    DocumentStore store() {
        return store;
    }

    ScheduledExecutorService threads() {
        return threads;
    }

    FeedSettings settings() {
        return settings;
    }

    Function<ChangeEvent, T> form() {
        return form;
    }
}
