package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.ANA;
import static dev.holdfast.contract.StoredText.key;
import static dev.holdfast.contract.StoredText.replace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome.Repeated;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.Version;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Contract of texts that were erased from the log on demand: they are marked, and all else of the log is as it was, so that it is
 * still verified.
 */
public interface ErasureContract {

    DocumentStore emptyStore();

    StorageFaults faults();

    /** A segment with three versions, of which the second was made with the key {@code k}. */
    private static Segment stored(StoredText text) {
        var first = text.stored("first");
        text.committed(text.commit(ANA, key("k"), replace(first, "personal")));
        text.committed(replace(text.segment(first.id()), "third"));
        return first;
    }

    private static void assertErased(Change.OfSegment change, Change.OfSegment before) {
        var was = before.after();
        assertThat(change.erased()).isTrue();
        assertThat(change.after().content()).isEqualTo(new Content(""));
        assertThat(change.operation()).isEqualTo(before.operation());
        assertThat(change.parent()).isEqualTo(before.parent());
        assertThat(change.digest()).isEqualTo(before.digest());
        assertThat(change.hash()).isEqualTo(before.hash());
        assertThat(change.after().position()).isEqualTo(was.position());
        assertThat(change.after().kind()).isEqualTo(was.kind());
        assertThat(change.after().version()).isEqualTo(was.version());
        assertThat(change.after().updated()).isEqualTo(was.updated());
    }

    @Test
    default void an_erased_text_is_marked_in_every_read_of_its_version() {
        var text = StoredText.in(emptyStore());
        var segment = stored(text);
        var store = text.store();
        var second = new Version(2);
        var before = store.revision(segment.id(), second).orElseThrow().change();

        faults().erase(segment.id(), second);

        assertErased(store.revision(segment.id(), second).orElseThrow().change(), before);
        assertErased(store.revision(segment.id(), before.hash()).orElseThrow().change(), before);
        assertErased(
                store.history(segment.id(), Optional.of(new Version(3)), 1)
                        .get(0)
                        .change(),
                before);
        assertThat(store.commits(text.id(), 2, 1)).hasSize(1);
        var logged = store.commits(text.id(), 2, 1).get(0);
        assertErased(logged.changes().get(0).ofSegment().orElseThrow(), before);
        assertThat(store.commitWithKey(text.id(), ANA, "k")).contains(logged);
    }

    @Test
    default void all_other_texts_stay_and_an_empty_one_is_not_taken_for_erased() {
        var text = StoredText.in(emptyStore());
        var segment = stored(text);
        text.committed(replace(text.segment(segment.id()), ""));
        var live = text.segment(segment.id());

        faults().erase(segment.id(), new Version(2));

        assertThat(text.segment(segment.id())).isEqualTo(live);
        assertThat(text.store().history(segment.id(), Optional.empty(), 10))
                .extracting(revision -> revision.change().erased())
                .containsExactly(false, false, true, false);
        assertThat(text.store().history(segment.id(), Optional.empty(), 10))
                .extracting(Revision::segment)
                .extracting(found -> found.content().text())
                .containsExactly("", "third", "", "first");
    }

    @Test
    default void an_insertion_is_erased_too() {
        var text = StoredText.in(emptyStore());
        var segment = stored(text);

        faults().erase(segment.id(), Version.FIRST);

        assertThat(text.store().inserted(text.id(), Set.of(2L), 10).get(2L))
                .singleElement()
                .satisfies(found -> assertThat(found.content()).isEqualTo(new Content("")))
                .satisfies(found -> assertThat(found.hash()).isEqualTo(segment.hash()));
        assertThat(text.store()
                        .revision(segment.id(), Version.FIRST)
                        .orElseThrow()
                        .change()
                        .erased())
                .isTrue();
    }

    @Test
    default void the_log_is_verified_continued_and_replayed_after_an_erasure() {
        var text = StoredText.in(emptyStore());
        var segment = stored(text);
        var first = segment;
        var erased = text.store()
                .revision(segment.id(), new Version(2))
                .orElseThrow()
                .change();

        faults().erase(segment.id(), new Version(2));
        faults().erase(segment.id(), new Version(3));
        var repeated = text.store().commit(text.commit(ANA, key("k"), replace(first, "personal")));
        text.committed(replace(text.segment(segment.id()), "fourth"));

        assertThat(repeated).isInstanceOf(Repeated.class);
        assertThat(((Repeated) repeated).commit().changes().get(0).hash()).isEqualTo(erased.hash());
        assertThat(text.segment(segment.id()).content()).isEqualTo(new Content("fourth"));
        text.verifyLog();
    }
}
