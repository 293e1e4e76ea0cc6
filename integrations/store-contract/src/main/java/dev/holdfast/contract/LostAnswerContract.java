package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.ANA;
import static dev.holdfast.contract.StoredText.newKey;
import static dev.holdfast.contract.StoredText.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.Repeated;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.StoreUnavailable;
import org.junit.jupiter.api.Test;

/** Contract of a storage that is out of reach: a failure says if the commit may have been made. */
public interface LostAnswerContract {

    DocumentStore emptyStore();

    StorageFaults faults();

    @Test
    default void a_commit_whose_answer_is_lost_has_an_unknown_outcome_and_is_made_once() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("before");
        var commit = text.commit(ANA, newKey(), replace(segment, "after"));

        faults().loseNextAnswer();
        assertUnavailable(text.store(), commit, true);
        faults().reconnect();

        assertThat(text.segment(segment.id()).content()).isEqualTo(new Content("after"));
        assertMadeOnce(text, segment, commit);
    }

    @Test
    default void a_commit_that_is_lost_is_made_when_it_is_sent_again() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("before");
        var commit = text.commit(ANA, newKey(), replace(segment, "after"));

        faults().loseNextCommit();
        assertUnavailable(text.store(), commit, true);
        faults().reconnect();

        assertThat(text.segment(segment.id()).content()).isEqualTo(new Content("before"));
        assertMadeOnce(text, segment, commit);
    }

    @Test
    default void a_storage_that_is_out_of_reach_is_unavailable_and_nothing_is_written() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("before");
        var commit = text.commit(ANA, newKey(), replace(segment, "after"));

        faults().disconnect();
        // First, because a store may learn from a request only that its connections are lost.
        assertThatThrownBy(text::document).isInstanceOf(StoreUnavailable.class);
        assertUnavailable(text.store(), commit, false);
        faults().reconnect();

        assertThat(text.segment(segment.id())).isEqualTo(segment);
        assertThat(text.store().commitWithKey(text.id(), ANA, commit.key().value()))
                .isEmpty();
    }

    private static void assertUnavailable(DocumentStore store, Commit commit, boolean outcomeUnknown) {
        assertThatThrownBy(() -> store.commit(commit))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        failure -> assertThat(failure.outcomeUnknown()).isEqualTo(outcomeUnknown));
    }

    private static void assertMadeOnce(StoredText text, Segment before, Commit commit) {
        var again = text.store().commit(commit);
        var third = text.store().commit(commit);

        assertThat(again).isInstanceOfAny(Committed.class, Repeated.class);
        var logged =
                text.store().commitWithKey(text.id(), ANA, commit.key().value()).orElseThrow();
        assertThat(third).isEqualTo(new Repeated(logged));
        assertThat(text.segment(before.id()).version())
                .isEqualTo(before.version().next());
        assertThat(text.document().tip()).isEqualTo(logged.tip());
        text.verifyLog();
    }
}
