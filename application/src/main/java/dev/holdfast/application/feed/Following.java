package dev.holdfast.application.feed;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Tip;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Someone who follows a document, with what waits for them. Safe for use by many threads.
 *
 * <p>One reader of the log puts events in, and the follower takes them out at its own pace. A follower that reads what is
 * long past gets a page whenever it has taken the page before, so it is never too slow; one that is up to date and does not
 * keep up with the commits is given up, and may subscribe again from where it stopped.
 *
 * @param <T> what the follower is given
 */
public final class Following<T> implements AutoCloseable {

    private final ChangeFeed<T> feed;
    private final DocumentId document;
    private final Runnable available;
    private final Queue<FeedItem<T>> waiting = new ArrayDeque<>();
    private Cursor cursor;
    private long weight;
    private boolean behind;
    private boolean ended;

    Following(ChangeFeed<T> feed, DocumentId document, Cursor cursor, Runnable available) {
        this.feed = feed;
        this.document = document;
        this.cursor = cursor;
        this.available = available;
    }

    /** The next event; empty if none waits now. Whoever got an empty one is called when there is one. */
    public Optional<T> next() {
        FeedItem<T> item;
        boolean isWanting;
        synchronized (this) {
            item = waiting.poll();
            weight -= item == null ? 0 : item.weight();
            isWanting = item != null && waiting.isEmpty() && behind;
        }
        if (isWanting) {
            feed.wake(document);
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

    /** Ends it. What waits is dropped. */
    @Override
    public void close() {
        end();
        feed.leave(this);
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
     * @return whether it had room, or needs none any more
     */
    boolean give(FeedItem<T> item, Tip end) {
        boolean isFirst;
        synchronized (this) {
            if (ended) {
                return true;
            }
            isFirst = waiting.isEmpty();
            if (!isFirst && weight + item.weight() > feed.settings().maxWaiting()) {
                return false;
            }
            waiting.add(item);
            weight += item.weight();
            cursor = Cursor.after(item.tip());
            behind = !item.tip().equals(end);
        }
        if (isFirst) {
            available.run();
        }
        return true;
    }

    /** Gives it an event that makes worthless all that waits. */
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
        available.run();
    }
}
