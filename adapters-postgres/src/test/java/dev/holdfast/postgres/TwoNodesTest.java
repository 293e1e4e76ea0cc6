package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.application.feed.FeedSettings;
import dev.holdfast.contract.ChangeFeedContract;
import dev.holdfast.contract.RunningFeed;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Stamp;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Change-feed contract on two stores with one database: one writes, the other notifies its followers. */
final class TwoNodesTest implements ChangeFeedContract {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static String url = "";
    private static PostgresPool herePool;
    private static PostgresPool therePool;
    private static PostgresDocumentStore here;
    private static PostgresDocumentStore there;

    @BeforeAll
    static void open_two_stores() {
        url = TestDatabase.freshDatabase();
        herePool = PostgresPool.open(PoolSettings.of(url));
        therePool = PostgresPool.open(PoolSettings.of(url));
        PostgresDocumentStore.migrate(herePool.dataSource());
        here = PostgresDocumentStore.in(herePool.dataSource());
        there = PostgresDocumentStore.in(therePool.dataSource());
    }

    @AfterAll
    static void close() {
        here.close();
        there.close();
        herePool.close();
        therePool.close();
    }

    /** Reads and subscribes with one store, writes with the other. */
    @Override
    public DocumentStore emptyStore() {
        return with("commit", there, here);
    }

    @Override
    public RunningFeed feedOver(DocumentStore store) {
        return RunningFeed.over(store, FeedSettings.defaults());
    }

    /** Returns a store that delegates one method to another store. */
    private static DocumentStore with(String name, DocumentStore other, DocumentStore store) {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(method.getName().equals(name) ? other : store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static LoggedCommit commit(DocumentEdit edit) {
        var key = "key " + NUMBERS.incrementAndGet();
        var stamp = new Stamp(Author.verified("Ana"), Instant.parse("2026-02-03T12:00:00Z"));
        var outcome = there.commit(
                new Commit(edit.document(), new CommitKey(key, Digest.of(key)), stamp, Optional.of(edit), List.of()));
        return ((Committed) outcome).commit();
    }

    private static DocumentInfo titled(String title) {
        return new DocumentInfo(title, "text/plain", "", Optional.empty());
    }

    /** Creates a document with the other store. */
    private static LoggedCommit created() {
        var id = new DocumentId("node" + NUMBERS.incrementAndGet());
        return commit(new DocumentEdit.Create(id, titled("")));
    }

    private static LoggedCommit renamed(DocumentId id) {
        var hash = there.document(id).orElseThrow().hash();
        return commit(new DocumentEdit.Describe(id, hash, titled("Title " + NUMBERS.incrementAndGet())));
    }

    /** Renames a document with the other store until this store notifies its subscribers. */
    private static void renameUntilNotified(DocumentId id, LinkedBlockingQueue<DocumentId> notifications)
            throws InterruptedException {
        for (var tries = 0; tries < 300; tries++) {
            renamed(id);
            if (id.equals(notifications.poll(100, TimeUnit.MILLISECONDS))) {
                return;
            }
        }
        throw new AssertionError("No notification arrived");
    }

    private static int listeningSessions() throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE application_name = 'counted' AND query LIKE 'LISTEN %'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void subscribers_are_notified_of_a_commit_of_another_process() throws InterruptedException {
        var id = created().document();
        var notifications = new LinkedBlockingQueue<DocumentId>();

        try (var subscription = here.onCommit(notifications::add)) {
            assertThat(subscription).isNotNull();
            renameUntilNotified(id, notifications);
        }
    }

    @Test
    void a_follower_receives_a_commit_of_another_process_without_polling() throws InterruptedException {
        var first = created();
        var notifications = new LinkedBlockingQueue<DocumentId>();
        try (var subscription = here.onCommit(notifications::add);
                var feed = RunningFeed.woken(here)) {
            assertThat(subscription).isNotNull();
            renameUntilNotified(created().document(), notifications); // the connection listens now
            try (var follower = feed.follow(first.document())) {
                follower.takeCommit();

                assertThat(renamed(first.document())).isEqualTo(follower.takeCommit());
            }
        }
    }

    @Test
    void a_follower_without_notifications_finds_a_commit_of_another_process_by_polling() {
        var first = created();
        var withoutNotifications = with("onCommit", silent(), here);

        try (var feed = RunningFeed.polling(withoutNotifications);
                var follower = feed.follow(first.document(), Cursor.after(first.tip()))) {

            assertThat(renamed(first.document())).isEqualTo(follower.takeCommit());
        }
    }

    private static DocumentStore silent() {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> (DocumentStore.Subscription) () -> {});
    }

    @Test
    void a_connection_that_breaks_is_replaced() throws InterruptedException, SQLException {
        var id = created().document();
        var notifications = new LinkedBlockingQueue<DocumentId>();

        try (var subscription = here.onCommit(notifications::add)) {
            assertThat(subscription).isNotNull();
            for (var i = 0; i < 3; i++) {
                renameUntilNotified(id, notifications);
                TestDatabase.execute(
                        url,
                        "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND query LIKE 'LISTEN %'");
                notifications.clear();
            }
            renameUntilNotified(id, notifications);
        }
    }

    @Test
    void one_connection_listens_for_all_until_the_store_is_closed() throws InterruptedException, SQLException {
        var id = created().document();
        var notifications = new LinkedBlockingQueue<DocumentId>();
        try (var pool = PostgresPool.open(PoolSettings.of(url + "&ApplicationName=counted"))) {
            var store = PostgresDocumentStore.in(pool.dataSource());
            try (var first = store.onCommit(notifications::add);
                    var second = store.onCommit(notifications::add)) {
                assertThat(first).isNotSameAs(second);
                renameUntilNotified(id, notifications);
                assertThat(listeningSessions()).isOne();

                store.close();

                assertThat(listeningSessions()).isZero();
            }
        }
    }

    @Test
    void the_listening_connection_is_returned_when_there_are_no_followers() throws Exception {
        var first = created();
        try (var pool = PostgresPool.open(PoolSettings.of(url + "&ApplicationName=counted"));
                var store = PostgresDocumentStore.in(pool.dataSource());
                var feed = RunningFeed.polling(store)) {
            for (var i = 0; i < 2; i++) {
                try (var follower = feed.follow(first.document())) {
                    follower.takeCommit();
                    await(() -> listeningSessions() == 1);
                }
                await(() -> pool.usage().active() == 0);
                assertThat(listeningSessions()).isZero();
            }
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.call() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertThat(condition.call()).isTrue();
    }
}
