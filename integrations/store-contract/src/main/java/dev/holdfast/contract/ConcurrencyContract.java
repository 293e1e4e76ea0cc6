package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.ANA;
import static dev.holdfast.contract.StoredText.NOON;
import static dev.holdfast.contract.StoredText.key;
import static dev.holdfast.contract.StoredText.newKey;
import static dev.holdfast.contract.StoredText.replace;
import static dev.holdfast.contract.StoredText.titled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.PositionTaken;
import dev.holdfast.application.CommitOutcome.Repeated;
import dev.holdfast.application.CommitOutcome.Stale;
import dev.holdfast.application.CommitOutcome.StaleDocument;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.Stamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Contract of a store under concurrent writes. */
public interface ConcurrencyContract {

    DocumentStore emptyStore();

    @Test
    default void of_simultaneous_saves_with_the_same_tag_exactly_one_succeeds() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("0");
        for (var round = 0; round < 40; round++) {
            var seen = text.segment(segment.id());
            var number = round;

            var outcomes = Race.run(
                    8, runner -> () -> text.store().commit(text.commit(replace(seen, number + " by " + runner))));

            var won = outcomes.stream().filter(Committed.class::isInstance).toList();
            assertThat(won).as("round %d", round).hasSize(1);
            var now = text.segment(segment.id());
            assertThat(outcomes.stream().filter(outcome -> !won.contains(outcome)))
                    .as("the refused writers of round %d see the winner", round)
                    .containsOnly(new Stale(List.of(new CommitOutcome.StaleEdit(0, Optional.of(now)))));
            assertThat(((Committed) won.get(0)).commit().changes())
                    .singleElement()
                    .extracting(change -> change.hash())
                    .isEqualTo(now.hash());
        }
        assertThat(text.store().history(segment.id(), Optional.empty(), 100)).hasSize(41);
        text.verifyLog();
    }

    @Test
    default void every_acknowledged_write_is_kept_and_the_chain_never_forks() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("");
        var writers = 6;
        var savesEach = 25;

        Race.run(writers, writer -> () -> {
            for (var i = 0; i < savesEach; i++) {
                append(text, segment, "<" + writer + "." + i + ">");
            }
            return true;
        });

        var end = text.segment(segment.id());
        assertThat(end.version().number()).isEqualTo(1L + (long) writers * savesEach);
        for (var writer = 0; writer < writers; writer++) {
            for (var i = 0; i < savesEach; i++) {
                assertThat(end.content().text()).containsOnlyOnce("<" + writer + "." + i + ">");
            }
        }
        text.verifyLog();
    }

    /** Saves as an editor does: on a refusal, on top of what the winner wrote. */
    private static void append(StoredText text, Segment segment, String addition) {
        CommitOutcome outcome;
        do {
            var current = text.segment(segment.id());
            outcome = text.store()
                    .commit(text.commit(replace(current, current.content().text() + addition)));
        } while (outcome instanceof Stale);
        assertThat(outcome).isInstanceOf(Committed.class);
    }

    @Test
    default void a_batch_is_seen_whole_or_not_at_all() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("0");
        var two = text.stored("0");
        var writing = new AtomicInteger(4);

        var torn = Race.run(
                6,
                runner -> runner < 4
                        ? () -> {
                            try {
                                return writeBoth(text, runner % 2 == 0 ? List.of(one, two) : List.of(two, one), 25);
                            } finally {
                                writing.decrementAndGet();
                            }
                        }
                        : () -> tornReads(text, writing));

        assertThat(torn).containsOnly(0);
        assertThat(text.document().revision()).isEqualTo(3L + 4 * 25);
        text.verifyLog();
    }

    private static int writeBoth(StoredText text, List<Segment> order, int times) {
        for (var i = 0; i < times; i++) {
            CommitOutcome outcome;
            do {
                var next = "text " + i + " of " + Thread.currentThread().getName();
                outcome = text.store()
                        .commit(text.commit(order.stream()
                                .map(segment -> replace(text.segment(segment.id()), next))
                                .toArray(Edit[]::new)));
            } while (outcome instanceof Stale);
            assertThat(outcome).isInstanceOf(Committed.class);
        }
        return 0;
    }

    private static int tornReads(StoredText text, AtomicInteger writing) {
        var torn = 0;
        while (writing.get() > 0) {
            var page = text.store().page(text.id(), Optional.empty(), 10).orElseThrow();
            var texts = new HashSet<String>();
            page.segments().forEach(segment -> texts.add(segment.content().text()));
            var tipInLog = text.store().commits(text.id(), page.document().revision() - 1, 1).stream()
                    .map(LoggedCommit::tip)
                    .toList();
            if (texts.size() != 1 || !tipInLog.contains(page.document().tip())) {
                torn++;
            }
        }
        return torn;
    }

    @Test
    default void followers_see_every_commit_once_and_in_order_while_others_write() {
        var text = StoredText.in(emptyStore());
        var segments = IntStream.range(0, 4).mapToObj(i -> text.stored("0")).toList();
        var start = text.document().revision();
        var end = start + 4L * 50;

        var seen =
                Race.run(6, runner -> runner < 4 ? writer(text, segments.get(runner), 50) : follower(text, start, end));

        var expected = LongStream.rangeClosed(start + 1, end).boxed().toList();
        assertThat(seen.get(4)).isEqualTo(expected);
        assertThat(seen.get(5)).isEqualTo(expected);
        text.verifyLog();
    }

    private static Callable<List<Long>> writer(StoredText text, Segment segment, int times) {
        return () -> {
            var current = segment;
            for (var i = 0; i < times; i++) {
                text.committed(replace(current, "" + i));
                current = text.segment(segment.id());
            }
            return List.of();
        };
    }

    private static Callable<List<Long>> follower(StoredText text, long start, long end) {
        return () -> {
            var revisions = new ArrayList<Long>();
            var last = start;
            while (last < end) {
                for (var commit : text.store().commits(text.id(), last, 7)) {
                    revisions.add(commit.revision());
                    last = commit.revision();
                }
            }
            return revisions;
        };
    }

    @Test
    default void a_commit_that_arrives_several_times_at_once_is_done_once() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("0");
        for (var round = 0; round < 25; round++) {
            var seen = text.segment(segment.id());
            var commit = text.commit(ANA, key("round-" + round), replace(seen, "round " + round));

            var outcomes = Race.run(6, runner -> () -> text.store().commit(commit));

            var first = outcomes.stream().filter(Committed.class::isInstance).toList();
            assertThat(first).hasSize(1);
            var logged = ((Committed) first.get(0)).commit();
            assertThat(outcomes.stream().filter(outcome -> outcome != first.get(0)))
                    .containsOnly(new Repeated(logged));
        }
        assertThat(text.segment(segment.id()).version().number()).isEqualTo(26);
    }

    @Test
    default void a_document_that_is_created_several_times_at_once_is_created_once() {
        var store = emptyStore();
        for (var round = 0; round < 15; round++) {
            var id = StoredText.newDocumentId();

            var strangers = Race.run(6, runner -> () -> store.commit(creation(id, "key " + runner)));

            assertThat(strangers.stream().filter(Committed.class::isInstance)).hasSize(1);
            assertThat(strangers.stream().filter(StaleDocument.class::isInstance))
                    .hasSize(5);
            assertThat(store.commits(id, 0, 10)).hasSize(1);
        }
    }

    @Test
    default void a_creation_that_arrives_several_times_at_once_is_done_once() {
        var store = emptyStore();
        for (var round = 0; round < 15; round++) {
            var id = StoredText.newDocumentId();

            var twins = Race.run(6, runner -> () -> store.commit(creation(id, "the same key")));

            assertThat(twins.stream().filter(Committed.class::isInstance)).hasSize(1);
            assertThat(twins.stream().filter(Repeated.class::isInstance)).hasSize(5);
            assertThat(store.commits(id, 0, 10)).hasSize(1);
        }
    }

    private static Commit creation(DocumentId id, String key) {
        var create = new DocumentEdit.Create(id, titled("New"));
        return new Commit(id, key(key), new Stamp(ANA, NOON), Optional.of(create), List.of());
    }

    @Test
    default void of_simultaneous_insertions_at_one_position_exactly_one_succeeds() {
        var text = StoredText.in(emptyStore());
        text.stored("first");
        for (var round = 0; round < 20; round++) {
            var position = Position.between(text.store().lastPosition(text.id()).orElseThrow(), null);
            var number = round;

            var outcomes = Race.run(
                    6,
                    runner -> () -> text.store()
                            .commit(text.commit(
                                    ANA,
                                    newKey(),
                                    text.insert("r" + number + "-" + runner, position, "text " + runner))));

            assertThat(outcomes.stream().filter(Committed.class::isInstance)).hasSize(1);
            assertThat(outcomes.stream().filter(PositionTaken.class::isInstance))
                    .hasSize(5);
        }
        text.verifyLog();
    }
}
