package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.ANA;
import static dev.holdfast.contract.StoredText.BEN;
import static dev.holdfast.contract.StoredText.key;
import static dev.holdfast.contract.StoredText.replace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.KeyUsedOtherwise;
import dev.holdfast.application.CommitOutcome.Unchanged;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.UnchangedWrite.FoundVersion;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Segment;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Contract of writes that changed nothing: they are kept under their keys, which no commit has. */
public interface UnchangedContract {

    DocumentStore emptyStore();

    private static UnchangedWrite unchanged(StoredText text, Author by, CommitKey key, Segment... found) {
        var versions = List.of(found).stream()
                .map(segment -> new FoundVersion(segment.id().local(), segment.hash()))
                .toList();
        return new UnchangedWrite(text.id(), by, key, text.document().tip(), versions);
    }

    @Test
    default void a_write_that_changed_nothing_is_kept_whatever_is_changed_later() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var two = text.stored("two");
        var write = unchanged(text, ANA, key("k"), two, one);

        var kept = text.store().keep(write);
        text.committed(replace(one, "1"));

        assertThat(kept).isTrue();
        assertThat(text.store().unchangedWithKey(text.id(), ANA, "k")).contains(write);
        assertThat(text.store().commitWithKey(text.id(), ANA, "k")).isEmpty();
    }

    @Test
    default void the_first_write_with_a_key_stays() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var first = unchanged(text, ANA, key("k"), one);
        text.store().keep(first);
        text.committed(replace(one, "1"));

        assertThat(text.store().keep(unchanged(text, ANA, key("k"), text.segment(one.id()))))
                .isFalse();
        assertThat(text.store().unchangedWithKey(text.id(), ANA, "k")).contains(first);
    }

    @Test
    default void such_a_write_is_one_of_its_author_in_its_document() {
        var store = emptyStore();
        var text = StoredText.in(store);
        var other = StoredText.in(store);
        var write = unchanged(text, ANA, key("k"));
        store.keep(write);

        assertThat(store.unchangedWithKey(text.id(), BEN, "k")).isEmpty();
        assertThat(store.unchangedWithKey(text.id(), Author.unverified(ANA.name()), "k"))
                .isEmpty();
        assertThat(store.unchangedWithKey(text.id(), ANA, "other")).isEmpty();
        assertThat(store.unchangedWithKey(other.id(), ANA, "k")).isEmpty();
        assertThat(store.unchangedWithKey(StoredText.newDocumentId(), ANA, "k")).isEmpty();
        assertThat(store.keep(unchanged(text, BEN, key("k")))).isTrue();
        assertThat(store.keep(unchanged(other, ANA, key("k")))).isTrue();
    }

    @Test
    default void nothing_is_kept_of_a_document_that_never_existed() {
        var store = emptyStore();
        var nowhere = StoredText.newDocumentId();
        var tip = StoredText.in(store).document().tip();

        assertThat(store.keep(new UnchangedWrite(nowhere, ANA, key("k"), tip, List.of())))
                .isFalse();
    }

    @Test
    default void a_commit_with_the_key_of_such_a_write_is_not_made() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var write = unchanged(text, ANA, key("k"), one);
        text.store().keep(write);
        var before = text.everything();

        var same = text.store().commit(text.commit(ANA, key("k"), replace(one, "1")));
        var other = text.store()
                .commit(text.commit(ANA, new CommitKey("k", Digest.of("another request")), replace(one, "1")));

        assertThat(same).isEqualTo(new Unchanged(write));
        assertThat(other).isEqualTo(new KeyUsedOtherwise());
        assertThat(text.everything()).isEqualTo(before);
    }

    @Test
    default void a_write_with_the_key_of_a_commit_is_not_kept() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        text.committed(text.commit(ANA, key("k"), replace(one, "1")));

        assertThat(text.store().keep(unchanged(text, ANA, key("k"), text.segment(one.id()))))
                .isFalse();
        assertThat(text.store().unchangedWithKey(text.id(), ANA, "k")).isEmpty();
    }

    @Test
    default void of_a_commit_and_such_a_write_with_one_key_at_once_one_is_done() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("0");
        for (var round = 0; round < 40; round++) {
            var seen = text.segment(segment.id());
            var key = key("round-" + round);
            var write = unchanged(text, ANA, key, seen);
            var commit = text.commit(ANA, key, replace(seen, "round " + round));
            Callable<Boolean> keeping = () -> text.store().keep(write);
            Callable<Boolean> committing = () -> text.store().commit(commit) instanceof Committed;

            var done = Race.run(2, runner -> runner == 0 ? keeping : committing);

            assertThat(done).as("round %d", round).containsExactlyInAnyOrder(true, false);
        }
    }
}
