package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.ANA;
import static dev.holdfast.contract.StoredText.BEN;
import static dev.holdfast.contract.StoredText.NOON;
import static dev.holdfast.contract.StoredText.key;
import static dev.holdfast.contract.StoredText.newKey;
import static dev.holdfast.contract.StoredText.replace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.KeyUsedOtherwise;
import dev.holdfast.application.CommitOutcome.PositionTaken;
import dev.holdfast.application.CommitOutcome.Repeated;
import dev.holdfast.application.CommitOutcome.Stale;
import dev.holdfast.application.CommitOutcome.StaleDocument;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Contract of commits that arrive together, as neighbours that a store may write at once: each has the outcome that it would
 * have alone.
 */
public interface BurstContract {

    int ROUNDS = 12;

    DocumentStore emptyStore();

    private static List<LoggedCommit> committed(List<CommitOutcome> outcomes) {
        return outcomes.stream()
                .filter(Committed.class::isInstance)
                .map(outcome -> ((Committed) outcome).commit())
                .toList();
    }

    private static List<CommitOutcome> at(StoredText text, List<Commit> commits) {
        return Race.run(commits.size(), runner -> () -> text.store().commit(commits.get(runner)));
    }

    @Test
    default void neighbours_in_one_document_are_all_made_and_each_gets_its_own_result() {
        var text = StoredText.in(emptyStore());
        var segments = IntStream.range(0, 8).mapToObj(i -> text.stored("0")).toList();
        for (var round = 0; round < ROUNDS; round++) {
            var before = text.document().revision();
            var commits = new ArrayList<Commit>();
            for (var i = 0; i < segments.size(); i++) {
                var edit = replace(text.segment(segments.get(i).id()), round + " of " + i);
                commits.add(text.commit(i % 2 == 0 ? ANA : BEN, newKey(), edit));
            }

            var made = Race.run(commits.size(), runner -> () -> {
                var commit = text.committed(commits.get(runner));
                assertThat(text.segment(segments.get(runner).id()))
                        .as("the author of a commit reads it")
                        .isEqualTo(commit.segments().get(0));
                return commit;
            });

            for (var i = 0; i < commits.size(); i++) {
                assertThat(made.get(i).key()).isEqualTo(commits.get(i).key());
                assertThat(made.get(i).stamp()).isEqualTo(commits.get(i).stamp());
                assertThat(made.get(i).segments())
                        .extracting(Segment::hash)
                        .containsExactly(commits.get(i).edits().get(0).result());
            }
            assertThat(made.stream().map(LoggedCommit::revision).sorted())
                    .containsExactlyElementsOf(LongStream.rangeClosed(before + 1, before + commits.size())
                            .boxed()
                            .toList());
            assertThat(text.store().commits(text.id(), before, 100)).containsExactlyInAnyOrderElementsOf(made);
        }
        text.verifyLog();
    }

    @Test
    default void a_refused_neighbour_takes_nobody_along_and_leaves_no_trace() {
        var text = StoredText.in(emptyStore());
        var old = text.stored("old");
        text.committed(replace(old, "new"));
        var contested = text.stored("0");
        var good = text.stored("0");
        var beside = text.stored("0");
        for (var round = 0; round < ROUNDS; round++) {
            var before = text.document().revision();
            var seen = text.segment(contested.id());
            var commits = List.of(
                    text.commit(replace(seen, round + " of one")),
                    text.commit(replace(seen, round + " of two")),
                    text.commit(replace(text.segment(good.id()), "" + round)),
                    text.commit(replace(text.segment(beside.id()), "" + round), replace(old, "mine")),
                    text.commit(text.insert("taken" + round, good.position(), "there already")));

            var outcomes = at(text, commits);

            assertThat(committed(outcomes.subList(0, 2))).as("round %d", round).hasSize(1);
            assertThat(outcomes.subList(0, 2).stream().filter(Stale.class::isInstance))
                    .hasSize(1);
            assertThat(outcomes.get(2)).isInstanceOf(Committed.class);
            assertThat(outcomes.get(3)).isInstanceOf(Stale.class);
            assertThat(outcomes.get(4)).isInstanceOf(PositionTaken.class);
            assertThat(text.store().commits(text.id(), before, 100))
                    .containsExactlyInAnyOrderElementsOf(committed(outcomes));
        }
        assertThat(text.segment(beside.id())).isEqualTo(beside);
        text.verifyLog();
    }

    @Test
    default void a_commit_that_arrives_twice_among_neighbours_is_made_once_and_answered_twice() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("0");
        var neighbour = text.stored("0");
        for (var round = 0; round < ROUNDS; round++) {
            var before = text.document().revision();
            var twin = text.commit(ANA, key("twin" + round), replace(text.segment(segment.id()), "" + round));
            var other = text.commit(replace(text.segment(neighbour.id()), "" + round));

            var outcomes = at(text, List.of(twin, other, twin));

            var twins = List.of(outcomes.get(0), outcomes.get(2));
            assertThat(committed(twins)).as("round %d", round).hasSize(1);
            assertThat(twins).contains(new Repeated(committed(twins).get(0)));
            assertThat(outcomes.get(1)).isInstanceOf(Committed.class);
            assertThat(text.document().revision()).isEqualTo(before + 2);
        }
        text.verifyLog();
    }

    @Test
    default void of_two_requests_with_one_key_at_once_one_is_made() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("0");
        var two = text.stored("0");
        for (var round = 0; round < ROUNDS; round++) {
            var name = "key" + round;
            var commits = List.of(
                    text.commit(
                            ANA, new CommitKey(name, Digest.of("one")), replace(text.segment(one.id()), "" + round)),
                    text.commit(
                            ANA, new CommitKey(name, Digest.of("two")), replace(text.segment(two.id()), "" + round)));

            var outcomes = at(text, commits);

            assertThat(committed(outcomes)).as("round %d", round).hasSize(1);
            assertThat(outcomes).contains(new KeyUsedOtherwise());
        }
        text.verifyLog();
    }

    @Test
    default void of_two_commits_that_rely_on_what_the_other_changes_one_is_made() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("0");
        var two = text.stored("0");
        for (var round = 0; round < ROUNDS; round++) {
            var seenOne = text.segment(one.id());
            var seenTwo = text.segment(two.id());

            var outcomes = at(text, List.of(relying(text, seenOne, seenTwo), relying(text, seenTwo, seenOne)));

            assertThat(committed(outcomes)).as("round %d", round).hasSize(1);
            assertThat(outcomes.stream().filter(Stale.class::isInstance)).hasSize(1);
        }
    }

    private static Commit relying(StoredText text, Segment changed, Segment relied) {
        return new Commit(
                text.id(),
                newKey(),
                new Stamp(ANA, NOON),
                Optional.empty(),
                List.of(replace(changed, "on " + relied.version())),
                List.of(new Commit.ConditionCheck(relied.id(), relied.hash())));
    }

    @Test
    default void edits_beside_the_deletion_of_their_document_are_made_before_it_or_not_at_all() {
        var store = emptyStore();
        for (var round = 0; round < ROUNDS; round++) {
            var text = StoredText.in(store);
            var commits = new ArrayList<Commit>();
            for (var i = 0; i < 5; i++) {
                commits.add(text.commit(replace(text.stored("0"), "1")));
            }
            commits.add(
                    2,
                    text.commit(
                            new DocumentEdit.Delete(text.id(), text.document().hash())));

            var outcomes = at(text, commits);

            assertThat(outcomes.get(2)).isInstanceOf(Committed.class);
            assertThat(outcomes.stream().filter(StaleDocument.class::isInstance))
                    .hasSize(6 - committed(outcomes).size());
            assertThat(text.document().tip())
                    .isEqualTo(((Committed) outcomes.get(2)).commit().tip());
            assertThat(text.store().commits(text.id(), 6, 100))
                    .containsExactlyInAnyOrderElementsOf(committed(outcomes));
        }
    }

    @Test
    default void neighbours_of_other_documents_have_nothing_to_do_with_each_other() {
        var store = emptyStore();
        var texts = IntStream.range(0, 4).mapToObj(i -> StoredText.in(store)).toList();
        var segments = texts.stream().map(text -> text.stored("0")).toList();
        for (var round = 0; round < ROUNDS; round++) {
            var commits = new ArrayList<Commit>();
            for (var i = 0; i < texts.size(); i++) {
                var seen = texts.get(i).segment(segments.get(i).id());
                commits.add(texts.get(i).commit(ANA, key("same" + round), replace(seen, "" + round)));
                commits.add(texts.get(i).commit(BEN, key("same" + round), replace(seen, round + " too")));
            }

            var outcomes = at(texts.get(0), commits);

            for (var i = 0; i < texts.size(); i++) {
                var made = committed(outcomes.subList(2 * i, 2 * i + 2));
                assertThat(made).as("document %d of round %d", i, round).hasSize(1);
                assertThat(made.get(0).document()).isEqualTo(texts.get(i).id());
            }
        }
        texts.forEach(StoredText::verifyLog);
    }

    @Test
    default void times_of_neighbours_do_not_go_back() {
        var text = StoredText.in(emptyStore());
        var segments = IntStream.range(0, 6).mapToObj(i -> text.stored("0")).toList();
        for (var round = 0; round < ROUNDS; round++) {
            var number = round;
            List<Callable<CommitOutcome>> writers = new ArrayList<>();
            for (var i = 0; i < segments.size(); i++) {
                var seen = text.segment(segments.get(i).id());
                var stamp = new Stamp(ANA, NOON.plusSeconds(10L * number - 7L * i));
                var commit =
                        new Commit(text.id(), newKey(), stamp, Optional.empty(), List.of(replace(seen, "" + number)));
                writers.add(() -> text.store().commit(commit));
            }

            assertThat(committed(Race.run(writers.size(), writers::get))).hasSize(segments.size());
        }
        assertThat(text.store().commits(text.id(), 0, 1_000))
                .extracting(commit -> commit.stamp().at())
                .isSorted();
        text.verifyLog();
    }
}
