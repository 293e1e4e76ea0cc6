package dev.holdfast.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.feed.ChangeEvent;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.application.feed.FeedSettings;
import dev.holdfast.contract.RunningFeed;
import dev.holdfast.contract.TestFollower;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.Tip;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Followers of a store that fails, is rewound or sends no notifications, and slow followers. */
final class ChangeFeedTest {

    private static final DocumentId DOCUMENT = new DocumentId("d");
    private static final SegmentId SEGMENT = new SegmentId(DOCUMENT, "s");
    private static final FeedSettings WOKEN = new FeedSettings(Duration.ofDays(1), 4_000_000);

    /** The store under the feed; tests replace it. */
    private volatile DocumentStore current = storeWith("first");

    private final AtomicInteger logReads = new AtomicInteger();

    private static DocumentStore storeWith(String... versions) {
        var store = new MemoryDocumentStore();
        var create = new DocumentEdit.Create(DOCUMENT, new DocumentInfo("", "text/plain", "", Optional.empty()));
        var text = Block.of(SegmentKind.TEXT, new Content("0"));
        var insert = new Edit.Insert(SEGMENT, Position.between(null, null), text);
        var unused = store.commit(commit("create", Optional.of(create), insert));
        for (var version : versions) {
            save(store, version);
        }
        return store;
    }

    private static Commit commit(String key, Optional<DocumentEdit> documentEdit, Edit edit) {
        var stamp = new Stamp(Fixture.ANA, Instant.parse("2026-02-03T12:00:00Z"));
        return new Commit(DOCUMENT, new CommitKey(key, Digest.of(key)), stamp, documentEdit, List.of(edit));
    }

    private static void save(DocumentStore store, String text) {
        var hash = store.segment(SEGMENT).orElseThrow().hash();
        var edit = new Edit.Replace(SEGMENT, hash, new Content(text));
        var unused = store.commit(commit("after " + hash, Optional.empty(), edit));
    }

    private static Tip tip(DocumentStore store) {
        return store.document(DOCUMENT).orElseThrow().tip();
    }

    /** The current store, which sends no notifications. */
    private DocumentStore store() {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("commits")) {
                        logReads.incrementAndGet();
                    }
                    try {
                        return method.getName().equals("onCommit")
                                ? (DocumentStore.Subscription) () -> {}
                                : method.invoke(current, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** A store that throws on every call. */
    private static DocumentStore failing(Throwable failure, CountDownLatch asked) {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    asked.countDown();
                    throw failure;
                });
    }

    private static List<String> texts(List<LoggedCommit> commits) {
        return commits.stream()
                .map(commit -> commit.changes().get(commit.changes().size() - 1))
                .map(change -> ((Change.OfSegment) change).after().content().text())
                .toList();
    }

    private static List<String> take(TestFollower follower, int count) {
        var commits = new ArrayList<LoggedCommit>();
        for (var i = 0; i < count; i++) {
            commits.add(follower.takeCommit());
        }
        return texts(commits);
    }

    @Test
    void a_follower_without_notifications_gets_commits_by_polling() {
        try (var feed = RunningFeed.polling(store());
                var follower = feed.follow(DOCUMENT)) {
            var past = take(follower, 2);
            save(current, "second");

            assertThat(past).containsExactly("0", "first");
            assertThat(take(follower, 1)).containsExactly("second");
        }
    }

    @Test
    void the_feed_is_subscribed_to_the_store_while_it_has_followers() throws InterruptedException {
        var listening = new AtomicInteger();
        var stops = new Semaphore(0);
        var store = listenedTo(listening, stops);
        try (var feed = RunningFeed.over(store, new FeedSettings(Duration.ofMillis(1), 1_000))) {
            for (var i = 0; i < 500; i++) {
                try (var follower = feed.follow(DOCUMENT)) {
                    assertThat(follower).isNotNull();
                    assertThat(listening).hasValue(1);
                }
                if (i % 10 == 0) {
                    assertThat(stops.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
                }
            }
        }
        assertThat(listening).hasValue(0);
    }

    /** The current store, which counts its listeners. */
    private DocumentStore listenedTo(AtomicInteger listening, Semaphore stops) {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("onCommit")) {
                        return method.invoke(current, arguments);
                    }
                    listening.incrementAndGet();
                    return (DocumentStore.Subscription) () -> {
                        listening.decrementAndGet();
                        stops.release();
                    };
                });
    }

    @Test
    void the_log_is_read_once_however_many_follow() {
        var store = current;
        var followers = new ArrayList<TestFollower>();
        var last = Cursor.after(tip(store));
        try (var feed = RunningFeed.polling(store())) {
            for (var i = 0; i < 50; i++) {
                followers.add(feed.follow(DOCUMENT, last));
            }
            save(store, "second");

            assertThat(followers)
                    .allSatisfy(follower -> assertThat(take(follower, 1)).containsExactly("second"));
            assertThat(logReads).hasValueLessThan(5);
        }
    }

    @Test
    void a_follower_who_has_seen_more_than_the_reader_when_it_read_the_tip_gets_no_reset() {
        var late = new AtomicReference<TestFollower>();
        var afterTip = new AtomicReference<Runnable>(() -> {});
        try (var feed = RunningFeed.polling(afterReadingTip(afterTip));
                var follower = feed.follow(DOCUMENT, Cursor.after(tip(current)))) {
            afterTip.set(() -> {
                save(current, "second");
                late.set(feed.follow(DOCUMENT, Cursor.after(tip(current))));
            });
            var second = take(follower, 1);
            save(current, "third");

            assertThat(second).containsExactly("second");
            assertThat(take(late.get(), 1)).containsExactly("third");
        }
    }

    /** The current store, which runs an action once between the read of a document and its return to the reader. */
    private DocumentStore afterReadingTip(AtomicReference<Runnable> action) {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("onCommit")) {
                        return (DocumentStore.Subscription) () -> {};
                    }
                    var result = method.invoke(current, arguments);
                    if (method.getName().equals("document")) {
                        action.getAndSet(() -> {}).run();
                    }
                    return result;
                });
    }

    @Test
    void the_log_is_not_read_for_a_follower_whom_the_reader_will_reach() {
        var store = current;
        try (var feed = RunningFeed.over(store(), new FeedSettings(Duration.ofDays(1), 4_000_000));
                var first = feed.follow(DOCUMENT, Cursor.after(tip(store)))) {
            assertThat(first).isNotNull();
            for (var i = 0; i < 300; i++) {
                save(store, "save " + i);
            }
            logReads.set(0);

            try (var ahead = feed.follow(DOCUMENT, Cursor.after(tip(store)))) {
                assertThat(ahead).isNotNull();
                assertThat(take(first, 300)).endsWith("save 299");
                assertThat(logReads).as("pages of 8, 16, 32, 64, 128, 128").hasValueLessThan(9);
            }
        }
    }

    @Test
    void a_slow_follower_is_disconnected_and_resumes_without_gaps() {
        var store = (MemoryDocumentStore) current;
        var start = Cursor.after(tip(store));
        try (var feed = RunningFeed.over(store, new FeedSettings(WOKEN.poll(), 1_000));
                var slow = feed.follow(DOCUMENT, start);
                var quick = feed.follow(DOCUMENT, start)) {
            for (var i = 0; i < 10; i++) {
                save(store, "save " + i);
                quick.takeCommit();
            }
            slow.awaitEnd();

            try (var again = feed.follow(DOCUMENT, start)) {
                assertThat(take(again, 10)).startsWith("save 0").endsWith("save 9");
            }
        }
    }

    @Test
    void a_follower_who_reads_a_long_past_slowly_is_not_too_slow() {
        var store = current;
        for (var i = 0; i < 100; i++) {
            save(store, "save " + i);
        }
        try (var feed = RunningFeed.over(store, new FeedSettings(WOKEN.poll(), 1_000));
                var follower = feed.follow(DOCUMENT)) {
            var one = take(follower, 1);
            for (var i = 100; i < 200; i++) {
                save(store, "save " + i);
            }

            assertThat(one).containsExactly("0");
            assertThat(take(follower, 201)).startsWith("first", "save 0").endsWith("save 199");
        }
    }

    @Test
    void one_commit_may_always_wait_however_large() {
        var store = current;
        try (var feed = RunningFeed.over(store, new FeedSettings(WOKEN.poll(), 1_000));
                var follower = feed.follow(DOCUMENT, Cursor.after(tip(store)))) {
            save(store, "large ".repeat(1_000));

            assertThat(take(follower, 1)).containsExactly("large ".repeat(1_000));
        }
    }

    @Test
    void a_database_that_is_rewound_to_less_resets_its_followers() {
        var before = tip(current);
        try (var feed = RunningFeed.polling(store());
                var follower = feed.follow(DOCUMENT, Cursor.after(before))) {
            save(current, "lost");
            var lost = follower.takeCommit().tip();
            current = storeWith("first");
            var reset = follower.take();
            save(current, "new");

            assertThat(reset).isEqualTo(new ChangeEvent.Reset(Cursor.after(lost), before));
            assertThat(take(follower, 1)).containsExactly("new");
        }
    }

    @Test
    void a_database_that_was_rewound_and_went_on_resets_its_followers() {
        var before = tip(current);
        try (var feed = RunningFeed.polling(store());
                var follower = feed.follow(DOCUMENT, Cursor.after(before))) {
            save(current, "lost");
            var lost = follower.takeCommit().tip();
            current = storeWith("first", "other", "and", "more");

            assertThat(follower.take()).isEqualTo(new ChangeEvent.Reset(Cursor.after(lost), tip(current)));
        }
    }

    @Test
    void followers_of_a_missing_document_are_disconnected() {
        try (var feed = RunningFeed.polling(store());
                var follower = feed.follow(DOCUMENT, Cursor.after(tip(current)))) {
            current = new MemoryDocumentStore();

            assertThat(follower.takeUnlessEnded()).isEmpty();
        }
    }

    @Test
    void followers_stay_subscribed_while_the_store_is_unreachable() throws InterruptedException {
        var store = current;
        var asked = new CountDownLatch(3);
        try (var feed = RunningFeed.polling(store());
                var follower = feed.follow(DOCUMENT, Cursor.after(tip(store)))) {
            current = failing(new StoreUnavailable(false, new IllegalStateException("The network is down")), asked);
            save(store, "second");
            asked.await();
            current = store;

            assertThat(take(follower, 1)).containsExactly("second");
        }
    }

    @Test
    void an_unreadable_log_ends_its_followers() {
        try (var feed = RunningFeed.polling(store());
                var follower = feed.follow(DOCUMENT, Cursor.after(tip(current)))) {
            current = failing(new IllegalStateException("A row is not what it should be"), new CountDownLatch(1));

            assertThat(follower.takeUnlessEnded()).isEmpty();
        }
    }

    @Test
    void an_error_of_the_virtual_machine_ends_the_followers_of_its_document() {
        try (var feed = RunningFeed.polling(store());
                var follower = feed.follow(DOCUMENT, Cursor.after(tip(current)))) {
            current = failing(new OutOfMemoryError("for a test"), new CountDownLatch(1));

            assertThat(follower.takeUnlessEnded()).isEmpty();
        }
    }

    @Test
    void an_error_in_one_poll_does_not_end_the_polling() {
        var failures = new AtomicInteger();
        var threads = new ScheduledThreadPoolExecutor(2) {
            @Override
            public void execute(Runnable command) {
                if (failures.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("unable to create a thread");
                }
                super.execute(command);
            }
        };
        var fixture = Fixture.under(store(), AccessPolicy.everyoneMayDoEverything());
        var often = new FeedSettings(Duration.ofMillis(10), 4_000_000);
        try (var feed = fixture.holdfast.changes().feed(threads, often, Function.identity());
                var follower = new TestFollower(
                        available -> feed.subscribe(Fixture.ANA, DOCUMENT, Cursor.after(tip(current)), available))) {
            failures.set(3);
            save(current, "second");

            assertThat(take(follower, 1)).containsExactly("second");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void following_requires_the_right_to_read() {
        var fixture = Fixture.under(current, (author, action, document) -> action != AccessPolicy.Action.READ);
        var threads = new ScheduledThreadPoolExecutor(1);
        try (var feed = fixture.holdfast.changes().feed(threads, WOKEN, Function.identity())) {
            assertThatThrownBy(() -> feed.subscribe(Author.ANONYMOUS, DOCUMENT, Cursor.after(0), () -> {}))
                    .isInstanceOf(AccessDenied.class);
        } finally {
            threads.shutdownNow();
        }
    }
}
