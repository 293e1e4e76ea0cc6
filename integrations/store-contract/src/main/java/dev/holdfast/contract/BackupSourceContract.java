package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.ANA;
import static dev.holdfast.contract.StoredText.key;
import static dev.holdfast.contract.StoredText.newKey;
import static dev.holdfast.contract.StoredText.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.UnchangedWrite.FoundVersion;
import dev.holdfast.application.backup.BackupSource;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LoggedCommit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Contract of a {@link BackupSource}: it gives all that a store holds of its documents, and what it gives makes the same hashes again. */
public interface BackupSourceContract {

    /** A store with nothing in the way of the tests. */
    DocumentStore emptyStore();

    /** The source of what that store holds. */
    BackupSource sourceOf(DocumentStore store);

    private static List<LoggedCommit> log(BackupSource source, DocumentId id, long after, long upTo) {
        var commits = new ArrayList<LoggedCommit>();
        source.log(id, after, upTo, commits::add);
        return commits;
    }

    private static List<UnchangedWrite> unchanged(BackupSource source, DocumentId id, long since, long upTo) {
        var writes = new ArrayList<UnchangedWrite>();
        source.unchangedWrites(id, since, upTo, writes::add);
        return writes;
    }

    private static StoredText edited(DocumentStore store) {
        var text = StoredText.in(store);
        var one = text.stored("one");
        text.committed(replace(one, "two"));
        text.committed(
                text.commit(new DocumentEdit.Delete(text.id(), text.document().hash())));
        return text;
    }

    @Test
    default void tombstones_of_documents_are_listed_too() {
        var store = emptyStore();
        var live = StoredText.in(store);
        var deleted = edited(store);

        var all = sourceOf(store).documents(Optional.empty(), 10_000);

        assertThat(all).contains(live.document(), deleted.document());
        assertThat(all).extracting(document -> document.id().value()).isSorted();
    }

    @Test
    default void documents_are_listed_page_by_page() {
        var store = emptyStore();
        var first = StoredText.in(store).document();
        var second = StoredText.in(store).document();

        var page = sourceOf(store).documents(Optional.of(first.id()), 1);

        assertThat(page).extracting(Document::id).containsExactly(second.id());
    }

    @Test
    default void a_log_is_read_from_its_beginning_to_a_revision() {
        var store = emptyStore();
        var text = edited(store);

        assertThat(log(sourceOf(store), text.id(), 0, 4)).isEqualTo(store.commits(text.id(), 0, 4));
        assertThat(log(sourceOf(store), text.id(), 1, 3)).isEqualTo(store.commits(text.id(), 1, 2));
        assertThat(log(sourceOf(store), text.id(), 4, 4)).isEmpty();
    }

    @Test
    default void more_commits_than_are_fetched_at_once_are_read() {
        var store = emptyStore();
        var text = StoredText.in(store);
        var one = text.stored("one");
        for (var i = 0; i < 250; i++) {
            text.committed(replace(text.segment(one.id()), "text " + i));
        }

        assertThat(log(sourceOf(store), text.id(), 0, 1_000)).isEqualTo(store.commits(text.id(), 0, 1_000));
    }

    @Test
    default void a_reader_that_fails_ends_the_read() {
        var store = emptyStore();
        var text = edited(store);
        var source = sourceOf(store);

        assertThatThrownBy(() -> source.log(text.id(), 0, 4, commit -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(log(source, text.id(), 0, 4)).hasSize(4);
    }

    @Test
    default void writes_that_changed_nothing_are_read_by_the_revision_at_which_they_were_made() {
        var store = emptyStore();
        var text = StoredText.in(store);
        var one = text.stored("one");
        var write = new UnchangedWrite(
                text.id(),
                ANA,
                key("unchanged"),
                text.document().tip(),
                List.of(new FoundVersion(one.id().local(), one.hash())));
        assertThat(store.keep(write)).isTrue();

        var source = sourceOf(store);

        assertThat(unchanged(source, text.id(), 0, 2)).containsExactly(write);
        assertThat(unchanged(source, text.id(), 2, 2)).containsExactly(write);
        assertThat(unchanged(source, text.id(), 3, 9)).isEmpty();
        assertThat(unchanged(source, text.id(), 0, 1)).isEmpty();
    }

    @Test
    default void the_commits_of_a_log_make_it_again_with_the_same_hashes() {
        var store = emptyStore();
        var text = StoredText.in(store);
        var one = text.stored("one");
        text.committed(text.commit(ANA, newKey(), replace(one, "two")));
        text.committed(StoredText.delete(text.segment(one.id())));
        text.committed(StoredText.restore(text.segment(one.id()), "three"));

        log(sourceOf(store), text.id(), 0, 5)
                .forEach(logged -> assertThat(store.commit(logged.toCommit().orElseThrow()))
                        .isEqualTo(new CommitOutcome.Repeated(logged)));
    }
}
