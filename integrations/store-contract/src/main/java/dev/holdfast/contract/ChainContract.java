package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.ANA;
import static dev.holdfast.contract.StoredText.BEN;
import static dev.holdfast.contract.StoredText.NOON;
import static dev.holdfast.contract.StoredText.newKey;
import static dev.holdfast.contract.StoredText.replace;
import static dev.holdfast.contract.StoredText.titled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitHash;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Contract of the chain of commits: each hash follows from the one before, and no time goes back. */
public interface ChainContract {

    DocumentStore emptyStore();

    private static Commit at(StoredText text, Instant time, Author author, CommitKey key, Edit... edits) {
        return new Commit(text.id(), key, new Stamp(author, time), Optional.empty(), List.of(edits));
    }

    @Test
    default void each_commit_is_chained_to_the_one_before() {
        var text = StoredText.in(emptyStore());
        var create = text.store().commits(text.id(), 0, 1).get(0);
        var commit = text.commit(text.insert("one", Position.between(null, null), "one"));

        var logged = text.committed(commit);

        var contents = CommitHash.contents(commit);
        assertThat(logged.hash()).isEqualTo(CommitHash.of(create.hash(), 2, NOON, contents));
        assertThat(text.document().tip()).isEqualTo(logged.tip());
        assertThat(text.store().commits(text.id(), 1, 1)).containsExactly(logged);
    }

    @Test
    default void the_first_commit_is_chained_to_the_document() {
        var store = emptyStore();
        var id = StoredText.newDocumentId();
        var create = new Commit(
                id,
                newKey(),
                new Stamp(BEN, NOON),
                Optional.of(new DocumentEdit.Create(id, titled("A title"))),
                List.of());

        assertThat(store.commit(create)).isInstanceOf(CommitOutcome.Committed.class);

        assertThat(store.document(id).orElseThrow().tip().hash())
                .isEqualTo(CommitHash.of(Hash.beforeLog(id), 1, NOON, CommitHash.contents(create)));
    }

    @Test
    default void changes_of_the_document_are_chained_too() {
        var text = StoredText.in(emptyStore());
        text.stored("one");
        var renamed = text.committed(
                text.commit(new DocumentEdit.Describe(text.id(), text.document().hash(), titled("Renamed"))));
        text.committed(
                text.commit(new DocumentEdit.Delete(text.id(), text.document().hash())));
        text.committed(
                text.commit(new DocumentEdit.Restore(text.id(), text.document().hash())));

        assertThat(renamed.tip().revision()).isEqualTo(3);
        text.verifyLog();
    }

    @Test
    default void a_time_is_never_before_that_of_the_commit_before() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var later = NOON.plusMillis(86_400_001);
        text.committed(at(text, later, ANA, newKey(), replace(one, "later")));

        var earlier = text.committed(at(text, NOON, BEN, newKey(), replace(text.segment(one.id()), "earlier")));

        assertThat(earlier.stamp()).isEqualTo(new Stamp(BEN, later));
        assertThat(text.segment(one.id()).updated()).isEqualTo(new Stamp(BEN, later));
        assertThat(text.store().commits(text.id(), 3, 1)).containsExactly(earlier);
        assertThat(text.store().history(one.id(), Optional.empty(), 1))
                .extracting(Revision::segment)
                .containsExactly(text.segment(one.id()));
        text.verifyLog();
    }

    @Test
    default void the_time_of_the_metadata_is_never_before_that_of_the_commit_before() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var later = NOON.plusMillis(86_400_001);
        text.committed(at(text, later, ANA, newKey(), replace(one, "later")));

        text.committed(
                text.commit(new DocumentEdit.Describe(text.id(), text.document().hash(), titled("Renamed"))));

        assertThat(text.document().updated().at()).isEqualTo(later);
        text.verifyLog();
    }
}
