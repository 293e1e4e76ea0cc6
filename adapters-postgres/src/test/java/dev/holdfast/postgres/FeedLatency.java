package dev.holdfast.postgres;

import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.application.feed.FeedSettings;
import dev.holdfast.contract.RunningFeed;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Measurement of the delay from the acknowledgement of a commit to its arrival at a follower. */
final class FeedLatency {

    private static final int WARM_UP = 500;
    private static final int COMMITS = 3_000;

    /** Few, because polling takes up to a second for each commit. */
    private static final int POLLED_WARM_UP = 3;

    private static final int POLLED_COMMITS = 100;

    private static final long POLL_NANOS = FeedSettings.defaults().poll().toNanos();

    private FeedLatency() {}

    /** Runs the measurement and prints percentiles. */
    public static void main(String[] arguments) {
        var url = TestDatabase.freshDatabase();
        try (var herePool = PostgresPool.open(PoolSettings.of(url));
                var therePool = PostgresPool.open(PoolSettings.of(url))) {
            PostgresDocumentStore.migrate(herePool.dataSource());
            try (var here = PostgresDocumentStore.in(herePool.dataSource());
                    var there = PostgresDocumentStore.in(therePool.dataSource())) {
                print("same node", measure("same", here, here, WARM_UP, COMMITS));
                print("other node, by NOTIFY", measure("notified", here, there, WARM_UP, COMMITS));
                print(
                        "other node, by polling",
                        measure("polled", silent(herePool), there, POLLED_WARM_UP, POLLED_COMMITS));
            }
        }
    }

    /** Returns a closed store, which still commits but sends no notifications. */
    private static PostgresDocumentStore silent(PostgresPool pool) {
        var store = PostgresDocumentStore.in(pool.dataSource());
        store.close();
        return store;
    }

    private static long[] measure(
            String name, PostgresDocumentStore writer, PostgresDocumentStore reader, int warmUp, int commits) {
        var id = new DocumentId(name);
        var segment = new SegmentId(id, "s");
        var create = new DocumentEdit.Create(id, new DocumentInfo("", "text/plain", "", Optional.empty()));
        var text = Block.of(SegmentKind.TEXT, new Content("0"));
        var first = commit(
                writer,
                id,
                Optional.of(create),
                new Edit.Insert(segment, Position.between(null, null), text),
                "create");
        var random = new Random();
        var delays = new long[commits];
        try (var feed = RunningFeed.over(reader, FeedSettings.defaults());
                var follower = feed.follow(id, Cursor.after(first.commit().tip()))) {
            for (var i = -warmUp; i < commits; i++) {
                // A random delay, so that commits come at different times after the last poll.
                LockSupport.parkNanos(commits < COMMITS ? random.nextLong(POLL_NANOS) : 0);
                var hash = writer.segment(segment).orElseThrow().hash();
                var edit = new Edit.Replace(segment, hash, new Content("text " + i));
                var unused = commit(writer, id, Optional.empty(), edit, "save " + i);
                var done = System.nanoTime();
                var event = follower.takeCommit();
                if (i >= 0 && event.revision() > 0) {
                    delays[i] = System.nanoTime() - done;
                }
            }
        }
        return delays;
    }

    private static Committed commit(
            PostgresDocumentStore store, DocumentId id, Optional<DocumentEdit> create, Edit edit, String key) {
        var stamp = new Stamp(Author.verified("Ana"), Instant.EPOCH);
        return (Committed)
                store.commit(new Commit(id, new CommitKey(key, Digest.of(key)), stamp, create, List.of(edit)));
    }

    private static void print(String name, long[] delays) {
        Arrays.sort(delays);
        System.out.printf(
                "%-24s p50 %.2f ms, p99 %.2f ms, longest %.2f ms%n",
                name,
                delays[delays.length / 2] / 1e6,
                delays[delays.length * 99 / 100] / 1e6,
                delays[delays.length - 1] / 1e6);
    }
}
