package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.ANA;
import static dev.holdfast.contract.StoredText.BEN;
import static dev.holdfast.contract.StoredText.NOON;
import static dev.holdfast.contract.StoredText.key;
import static dev.holdfast.contract.StoredText.replace;
import static dev.holdfast.contract.StoredText.titled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.KeyUsedOtherwise;
import dev.holdfast.application.CommitOutcome.Repeated;
import dev.holdfast.application.CommitOutcome.Stale;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.Stamp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Contract of idempotency keys: a commit that is sent again is made once. */
public interface KeyContract {

    DocumentStore emptyStore();

    @Test
    default void a_repeated_commit_is_made_once_and_returned_from_the_log() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("before");
        var commit = text.commit(ANA, key("k"), replace(segment, "after"));
        var first = text.committed(commit);
        var before = text.everything();

        var again = text.store().commit(commit);

        assertThat(again).isEqualTo(new Repeated(first));
        assertThat(text.everything()).isEqualTo(before);
        assertThat(text.store().commitWithKey(text.id(), ANA, "k")).contains(first);
    }

    @Test
    default void a_commit_repeated_at_a_later_time_is_the_same_commit() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("before");
        var first = text.committed(text.commit(ANA, key("k"), replace(segment, "after")));
        var later = new Commit(
                text.id(),
                key("k"),
                new Stamp(ANA, NOON.plusSeconds(60)),
                Optional.empty(),
                List.of(replace(segment, "after")));

        assertThat(text.store().commit(later)).isEqualTo(new Repeated(first));
    }

    @Test
    default void a_repeat_returns_the_first_outcome_after_later_commits() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("before");
        var commit = text.commit(ANA, key("k"), replace(segment, "after"));
        var first = text.committed(commit);
        text.committed(replace(text.segment(segment.id()), "theirs"));

        assertThat(text.store().commit(commit)).isEqualTo(new Repeated(first));
        assertThat(text.segment(segment.id()).content()).isEqualTo(new Content("theirs"));
    }

    @Test
    default void a_key_does_not_serve_for_another_request() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("before");
        text.committed(text.commit(ANA, key("k"), replace(segment, "after")));
        var before = text.everything();
        var other = new CommitKey("k", Digest.of("another request"));

        var outcome = text.store().commit(text.commit(ANA, other, replace(text.segment(segment.id()), "other")));

        assertThat(outcome).isEqualTo(new KeyUsedOtherwise());
        assertThat(text.everything()).isEqualTo(before);
    }

    @Test
    default void a_refusal_does_not_use_up_the_key() {
        var text = StoredText.in(emptyStore());
        var old = text.stored("old");
        text.committed(replace(old, "new"));

        var refused = text.store().commit(text.commit(ANA, key("k"), replace(old, "mine")));
        var merged = text.store().commit(text.commit(ANA, key("k"), replace(text.segment(old.id()), "mine and new")));

        assertThat(refused).isInstanceOf(Stale.class);
        assertThat(merged).isInstanceOf(Committed.class);
    }

    @Test
    default void keys_of_different_authors_are_independent() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var two = text.stored("two");
        var three = text.stored("three");
        var claimsToBeAna = Author.unverified(ANA.name());

        text.committed(text.commit(ANA, key("k"), replace(one, "1")));
        text.committed(text.commit(BEN, key("k"), replace(two, "2")));
        text.committed(text.commit(claimsToBeAna, key("k"), replace(three, "3")));

        assertThat(text.store().commitWithKey(text.id(), BEN, "k")).isPresent();
        assertThat(text.store().commitWithKey(text.id(), BEN, "other")).isEmpty();
    }

    @Test
    default void keys_in_different_documents_are_independent() {
        var store = emptyStore();
        var text = StoredText.in(store);
        var other = StoredText.in(store);

        text.committed(text.commit(ANA, key("k"), replace(text.stored("text"), "1")));
        other.committed(other.commit(ANA, key("k"), replace(other.stored("text"), "1")));

        assertThat(store.commitWithKey(text.id(), ANA, "k")).isNotEqualTo(store.commitWithKey(other.id(), ANA, "k"));
    }

    @Test
    default void a_document_that_is_created_again_with_its_key_is_created_once() {
        var store = emptyStore();
        var id = StoredText.newDocumentId();
        var create = new Commit(
                id, key("k"), new Stamp(ANA, NOON), Optional.of(new DocumentEdit.Create(id, titled("New"))), List.of());

        var first = store.commit(create);
        var again = store.commit(create);

        assertThat(first).isInstanceOf(Committed.class);
        assertThat(again).isEqualTo(new Repeated(((Committed) first).commit()));
        assertThat(store.commits(id, 0, 10)).hasSize(1);
    }

    @Test
    default void a_repeated_commit_is_returned_from_the_log_of_a_deleted_document() {
        var text = StoredText.in(emptyStore());
        var commit = text.commit(ANA, key("k"), replace(text.stored("before"), "after"));
        var first = text.committed(commit);
        text.committed(
                text.commit(new DocumentEdit.Delete(text.id(), text.document().hash())));

        assertThat(text.store().commit(commit)).isEqualTo(new Repeated(first));
    }
}
