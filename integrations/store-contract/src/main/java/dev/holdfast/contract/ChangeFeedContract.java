package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.feed.ChangeEvent;
import dev.holdfast.application.feed.ChangeEvent.Reset;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Tip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Contract of the change feed over any store. */
public interface ChangeFeedContract {

    /** Duration of the race between writers and followers, in seconds. */
    String SECONDS = "holdfast.feed.seconds";

    /** The last text that is written. */
    String THE_END = "the end";

    /** Edits that each of the eight writers makes at least, however slow the store is: more than 100 commits in all. */
    int MIN_EDITS = 13;

    /** A store that holds nothing that gets into the way. */
    DocumentStore emptyStore();

    /** A feed over it, which depends on being woken if nothing else is said. */
    default RunningFeed feedOver(DocumentStore store) {
        return RunningFeed.woken(store);
    }

    private static List<LoggedCommit> log(StoredText text) {
        return text.store().commits(text.id(), 0, 100_000);
    }

    private static void edit(StoredText text, Segment segment, int times) {
        for (var i = 0; i < times; i++) {
            text.committed(replace(text.segment(segment.id()), "edit " + i));
        }
    }

    @Test
    default void a_follower_gets_earlier_and_new_commits_in_order() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("text");

        try (var feed = feedOver(text.store());
                var follower = feed.follow(text.id())) {
            var past = follower.takeCommits(2);
            edit(text, segment, 5);
            var present = follower.takeCommits(5);

            assertThat(past).isEqualTo(log(text).subList(0, 2));
            assertThat(present).isEqualTo(log(text).subList(2, 7));
        }
    }

    @Test
    default void a_follower_resumes_after_the_commit_that_it_has_seen() {
        var text = StoredText.in(emptyStore());
        edit(text, text.stored("text"), 4);
        var seen = log(text).get(2).tip();

        try (var feed = feedOver(text.store());
                var byTip = feed.follow(text.id(), Cursor.after(seen));
                var byNumber = feed.follow(text.id(), Cursor.after(seen.revision()))) {

            assertThat(byTip.takeCommits(3)).isEqualTo(log(text).subList(3, 6));
            assertThat(byNumber.takeCommits(3)).isEqualTo(log(text).subList(3, 6));
        }
    }

    @Test
    default void a_follower_at_the_end_of_the_log_gets_new_commits_only() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("text");

        try (var feed = feedOver(text.store());
                var follower =
                        feed.follow(text.id(), Cursor.after(text.document().tip()))) {
            var commit = text.committed(replace(segment, "new"));

            assertThat(follower.takeCommit()).isEqualTo(commit);
        }
    }

    @Test
    default void a_long_log_is_sent_in_pages_without_gaps() {
        var text = StoredText.in(emptyStore());
        edit(text, text.stored("text"), 400);

        try (var feed = feedOver(text.store());
                var first = feed.follow(text.id());
                var second = feed.follow(text.id(), Cursor.after(200))) {

            assertThat(first.takeCommits(402)).isEqualTo(log(text));
            assertThat(second.takeCommits(202)).isEqualTo(log(text).subList(200, 402));
        }
    }

    @Test
    default void a_deletion_and_later_commits_are_sent() {
        var text = StoredText.in(emptyStore());

        try (var feed = feedOver(text.store());
                var follower =
                        feed.follow(text.id(), Cursor.after(text.document().tip()))) {
            var deletion = new DocumentEdit.Delete(text.id(), text.document().hash());
            text.committed(text.commit(deletion));
            text.committed(text.commit(new DocumentEdit.Restore(text.id(), deletion.result())));

            assertThat(follower.takeCommits(2))
                    .flatExtracting(LoggedCommit::changes)
                    .extracting(Change::operation)
                    .containsExactly(Operation.DELETE, Operation.RESTORE);
        }
    }

    @Test
    default void a_document_that_was_deleted_can_be_followed() {
        var text = StoredText.in(emptyStore());
        text.committed(
                text.commit(new DocumentEdit.Delete(text.id(), text.document().hash())));

        try (var feed = feedOver(text.store());
                var follower = feed.follow(text.id())) {

            assertThat(follower.takeCommits(2)).isEqualTo(log(text));
        }
    }

    @Test
    default void an_unknown_document_cannot_be_followed() {
        try (var feed = feedOver(emptyStore())) {
            assertThatThrownBy(() -> feed.follow(new DocumentId("never"))).isInstanceOf(NotFound.class);
        }
    }

    @Test
    default void a_follower_ahead_of_the_log_gets_a_reset() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("text");
        var ahead = Cursor.after(new Tip(7, segment.hash()));

        try (var feed = feedOver(text.store());
                var follower = feed.follow(text.id(), ahead)) {
            var end = text.document().tip();
            var reset = follower.take();
            var next = text.committed(replace(segment, "new"));

            assertThat(reset).isEqualTo(new Reset(ahead, end));
            assertThat(follower.takeCommit()).isEqualTo(next);
        }
    }

    @Test
    default void a_revision_ahead_of_the_log_is_enough_for_a_reset() {
        var text = StoredText.in(emptyStore());

        try (var feed = feedOver(text.store());
                var follower = feed.follow(text.id(), Cursor.after(2))) {

            assertThat(follower.take())
                    .isEqualTo(new Reset(Cursor.after(2), text.document().tip()));
        }
    }

    @Test
    default void a_follower_of_another_history_gets_a_reset() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("text");
        edit(text, segment, 2);
        var otherHash = Hash.before(new SegmentId(text.id(), "other"));

        try (var feed = feedOver(text.store())) {
            for (var revision = 1; revision <= 4; revision++) {
                var other = Cursor.after(new Tip(revision, otherHash));
                try (var follower = feed.follow(text.id(), other)) {

                    assertThat(follower.take())
                            .isEqualTo(new Reset(other, text.document().tip()));
                }
            }
        }
    }

    @Test
    default void a_closed_subscription_gets_no_events() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("text");

        try (var feed = feedOver(text.store());
                var stays = feed.follow(text.id(), Cursor.after(2))) {
            var leaves = feed.follow(text.id());
            leaves.close();
            edit(text, segment, 1);
            stays.takeCommit();

            assertThat(leaves.following().ended()).isTrue();
            assertThat(leaves.following().next()).isEmpty();
        }
    }

    @Test
    default void the_end_of_the_feed_is_the_end_for_every_follower() {
        var text = StoredText.in(emptyStore());

        try (var feed = feedOver(text.store());
                var early = feed.follow(text.id())) {
            feed.end();

            early.awaitEnd();
            try (var late = feed.follow(text.id())) {
                late.awaitEnd();
            }
        }
    }

    @Test
    default void no_follower_who_comes_and_goes_misses_or_repeats_a_commit_while_many_write() {
        var seed = System.nanoTime();
        var text = StoredText.in(emptyStore());
        var segments = new ArrayList<Segment>();
        for (var i = 0; i < 9; i++) {
            segments.add(text.stored("text " + i));
        }
        var start = text.document().tip();
        var writing = new CountDownLatch(8);

        try (var feed = feedOver(text.store())) {
            var seen = Race.run(13, runner -> {
                var random = new Random(seed + runner);
                return runner < 4
                        ? () -> follow(feed, text.id(), start, random)
                        : writer(text, segments.get(runner - 4).id(), writing);
            });

            var log = text.store().commits(text.id(), start.revision(), 1_000_000);
            assertThat(log).hasSizeGreaterThan(100);
            for (var tips : seen.subList(0, 4)) {
                assertThat(tips)
                        .as("seed %d", seed)
                        .isEqualTo(log.stream().map(LoggedCommit::tip).toList());
            }
        }
    }

    /**
     * Eight of them write for a while, and at least {@link #MIN_EDITS} edits each; the ninth waits for them and writes the last
     * commit, so that all know when to stop.
     */
    private static Callable<List<Tip>> writer(StoredText text, SegmentId segment, CountDownLatch writing) {
        return () -> {
            if (segment.equals(lastSegment(text))) {
                writing.await();
                text.committed(replace(text.segment(segment), THE_END));
                return List.of();
            }
            try {
                var begin = System.nanoTime();
                var time = TimeUnit.SECONDS.toNanos(Long.getLong(SECONDS, 3));
                for (var i = 0; i < MIN_EDITS || System.nanoTime() - begin < time; i++) {
                    text.committed(replace(text.segment(segment), "edit " + i));
                }
                return List.of();
            } finally {
                writing.countDown();
            }
        };
    }

    private static SegmentId lastSegment(StoredText text) {
        var segments = text.store()
                .page(text.id(), Optional.empty(), 100)
                .orElseThrow()
                .segments();
        return segments.get(segments.size() - 1).id();
    }

    /** Follows to the end, and breaks off and resumes after every few commits. */
    private static List<Tip> follow(RunningFeed feed, DocumentId id, Tip start, Random random) {
        var seen = new ArrayList<Tip>(List.of(start));
        while (true) {
            try (var follower = feed.follow(id, Cursor.after(seen.get(seen.size() - 1)))) {
                var event = follower.takeUnlessEnded();
                for (var left = random.nextInt(200); left > 0 && event.isPresent(); left--) {
                    seen.add(event.get().tip());
                    if (isTheEnd(event.get())) {
                        return seen.subList(1, seen.size());
                    }
                    event = follower.takeUnlessEnded();
                }
            }
        }
    }

    private static boolean isTheEnd(ChangeEvent event) {
        return event instanceof ChangeEvent.Change change
                && change.commit().changes().get(0) instanceof Change.OfSegment ofSegment
                && ofSegment.after().content().text().equals(THE_END);
    }
}
