package dev.holdfast.contract;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.feed.ChangeEvent;
import dev.holdfast.application.feed.ChangeFeed;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.application.feed.FeedSettings;
import dev.holdfast.domain.DocumentId;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** A feed over a store, with threads of its own, and the short words of the tests. */
public final class RunningFeed implements AutoCloseable {

    static final Duration NEVER = Duration.ofDays(1);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final ChangeFeed<ChangeEvent> feed;

    private RunningFeed(DocumentStore store, FeedSettings settings) {
        var holdfast = Holdfast.over(
                store, AccessPolicy.everyoneMayDoEverything(), () -> StoredText.NOON, () -> "no id is needed");
        feed = holdfast.changes().feed(threads, settings, Function.identity());
    }

    /** One that depends on being woken. */
    public static RunningFeed woken(DocumentStore store) {
        return over(store, new FeedSettings(NEVER, 4_000_000));
    }

    /** One that looks every few milliseconds. */
    public static RunningFeed polling(DocumentStore store) {
        return over(store, new FeedSettings(Duration.ofMillis(20), 4_000_000));
    }

    public static RunningFeed over(DocumentStore store, FeedSettings settings) {
        return new RunningFeed(store, settings);
    }

    public TestFollower follow(DocumentId id, Cursor cursor) {
        return new TestFollower(available -> feed.subscribe(StoredText.ANA, id, cursor, available));
    }

    /** Someone who begins with the first commit. */
    public TestFollower follow(DocumentId id) {
        return follow(id, Cursor.after(0));
    }

    /** Ends the feed, but not its threads. */
    void end() {
        feed.close();
    }

    @Override
    public void close() {
        feed.close();
        threads.shutdownNow();
    }
}
