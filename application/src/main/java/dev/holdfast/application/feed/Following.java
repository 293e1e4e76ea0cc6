package dev.holdfast.application.feed;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Tip;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Follower of a document with the events that wait for it. Safe for use by many threads.
 *
 * <p>One reader of the log puts events in, and the follower takes them out at its own speed. A follower that reads what is
 * long past gets a page whenever it has taken the page before, so it is never too slow; one that is up to date and does not
 * keep up with the commits is given up, and may subscribe again from where it stopped.
 *
 * @param <T> the representation of an event for the follower
 */
public final class Following<T> implements AutoCloseable {

    /**
     * Calls that a follower makes.
     *
     * @param available notifies the subscriber of an event after none was there, and of the end
     * @param drained asks for the next page
     * @param left removes a follower that was closed
     */
    record Calls<T>(Runnable available, Runnable drained, Consumer<Following<T>> left) {}

    private final DocumentId document;
    private final long maxWaiting;
    private final Calls<T> calls;
    private final Queue<FeedItem<T>> waiting = new ArrayDeque<>();
    private Cursor cursor;
    private long weight;
    private boolean behind;
    private boolean ended;

    /**
     * @param maxWaiting as in {@link FeedSettings}
     */
    Following(DocumentId document, Cursor cursor, long maxWaiting, Calls<T> calls) {
        this.document = document;
        this.cursor = cursor;
        this.maxWaiting = maxWaiting;
        this.calls = calls;
    }

    /** The next event; empty if none waits now. After an empty one the follower is notified of the next. */
    public Optional<T> next() {
        FeedItem<T> item;
        boolean isWanting;
        synchronized (this) {
            item = waiting.poll();
            weight -= item == null ? 0 : item.weight();
            isWanting = item != null && waiting.isEmpty() && behind;
        }
        if (isWanting) {
            calls.drained().run();
        }
        return Optional.ofNullable(item).map(FeedItem::form);
    }

    /**
     * True if no more events will come: it was closed, the feed was, the follower was too slow, or the document is not
     * there any more.
     */
    public synchronized boolean ended() {
        return ended;
    }

    /** Ends it and drops the events that wait. */
    @Override
    public void close() {
        end();
        calls.left().accept(this);
    }

    DocumentId document() {
        return document;
    }

    /** The cursor after all queued events. */
    synchronized Cursor cursor() {
        return cursor;
    }

    /** True if its queue is empty and it has not reached the end of the log. */
    synchronized boolean isHungry(Tip end) {
        return !ended && waiting.isEmpty() && !cursor.isAt(end);
    }

    /**
     * Gives it an event, if it has room.
     *
     * @param end where the reader of the log is
     * @return true if it had room, or has ended
     */
    boolean give(FeedItem<T> item, Tip end) {
        boolean isFirst;
        synchronized (this) {
            if (ended) {
                return true;
            }
            isFirst = waiting.isEmpty();
            if (!isFirst && weight + item.weight() > maxWaiting) {
                return false;
            }
            waiting.add(item);
            weight += item.weight();
            cursor = Cursor.after(item.tip());
            behind = !item.tip().equals(end);
        }
        if (isFirst) {
            calls.available().run();
        }
        return true;
    }

    /** Gives it an event that replaces all waiting ones. */
    void reset(FeedItem<T> item) {
        synchronized (this) {
            waiting.clear();
            weight = 0;
        }
        give(item, item.tip());
    }

    void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            waiting.clear();
            weight = 0;
        }
        calls.available().run();
    }
}
