package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.ANA;
import static dev.holdfast.contract.StoredText.NOON;
import static dev.holdfast.contract.StoredText.delete;
import static dev.holdfast.contract.StoredText.move;
import static dev.holdfast.contract.StoredText.replace;
import static dev.holdfast.contract.StoredText.restore;
import static dev.holdfast.contract.StoredText.titled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome.PositionTaken;
import dev.holdfast.application.CommitOutcome.Stale;
import dev.holdfast.application.CommitOutcome.StaleDocument;
import dev.holdfast.application.CommitOutcome.StaleEdit;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Contract of {@link DocumentStore#commit} for a single writer. */
public interface CommitContract {

    DocumentStore emptyStore();

    @Test
    default void an_inserted_segment_is_at_its_first_version() {
        var text = StoredText.in(emptyStore());
        var insert = text.insert("one", Position.between(null, null), "first");

        text.committed(insert);

        var segment = text.segment(insert.segment());
        assertThat(segment.version()).isEqualTo(Version.FIRST);
        assertThat(segment.hash()).isEqualTo(insert.result());
        assertThat(segment.content()).isEqualTo(new Content("first"));
        assertThat(segment.updated()).isEqualTo(new Stamp(ANA, NOON));
        assertThat(segment.deleted()).isFalse();
    }

    @Test
    default void a_replaced_text_has_the_next_version_and_the_hash_that_follows_from_the_edit() {
        var text = StoredText.in(emptyStore());
        var before = text.stored("before");
        var edit = replace(before, "after");

        var commit = text.committed(edit);

        var after = text.segment(before.id());
        assertThat(after.content()).isEqualTo(new Content("after"));
        assertThat(after.version()).isEqualTo(before.version().next());
        assertThat(after.hash()).isEqualTo(edit.result()).isNotEqualTo(before.hash());
        assertThat(text.document().tip()).isEqualTo(commit.tip());
    }

    @Test
    default void replacing_a_text_by_an_earlier_one_makes_another_hash() {
        var text = StoredText.in(emptyStore());
        var first = text.stored("A");

        text.committed(replace(first, "B"));
        var second = text.segment(first.id());
        text.committed(replace(second, "A"));

        var third = text.segment(first.id());
        assertThat(third.content()).isEqualTo(first.content());
        assertThat(List.of(first.hash(), second.hash(), third.hash())).doesNotHaveDuplicates();
        assertThat(text.store().commit(text.commit(replace(third, first.hash(), "C"))))
                .isInstanceOf(Stale.class);
    }

    @Test
    default void an_edit_for_an_older_version_is_refused_and_changes_nothing() {
        var text = StoredText.in(emptyStore());
        var old = text.stored("old");
        text.committed(replace(old, "new"));
        var before = text.everything();

        var outcome = text.store().commit(text.commit(replace(old, "mine")));

        assertThat(outcome).isEqualTo(new Stale(List.of(new StaleEdit(0, Optional.of(text.segment(old.id()))))));
        assertThat(text.everything()).isEqualTo(before);
    }

    @Test
    default void a_commit_with_one_stale_edit_changes_nothing() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var two = text.stored("two");
        text.committed(replace(two, "two, changed"));
        var before = text.everything();

        var outcome = text.store()
                .commit(text.commit(
                        replace(one, "1"),
                        replace(two, "2"),
                        text.insert("three", Position.between(two.position(), null), "3")));

        assertThat(outcome).isEqualTo(new Stale(List.of(new StaleEdit(1, Optional.of(text.segment(two.id()))))));
        assertThat(text.everything()).isEqualTo(before);
    }

    @Test
    default void every_stale_edit_is_named() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var two = text.stored("two");
        var three = text.stored("three");
        text.committed(replace(one, "1"), delete(three));

        var outcome = text.store()
                .commit(text.commit(
                        replace(one, "mine"),
                        replace(two, "mine"),
                        delete(three),
                        text.insert("four", Position.between(three.position(), null), "4"),
                        replace(missing(two), "nothing there")));

        assertThat(outcome)
                .isEqualTo(new Stale(List.of(
                        new StaleEdit(0, Optional.of(text.segment(one.id()))),
                        new StaleEdit(2, Optional.of(text.segment(three.id()))),
                        new StaleEdit(4, Optional.empty()))));
    }

    private static Segment missing(Segment like) {
        return new Segment(
                new SegmentId(like.document(), "missing"),
                like.position(),
                like.block(),
                like.version(),
                like.hash(),
                false,
                Optional.empty(),
                like.updated());
    }

    @Test
    default void a_commit_with_a_condition_check_that_fails_changes_nothing() {
        var text = StoredText.in(emptyStore());
        var seen = text.stored("seen");
        var edited = text.stored("edited");
        var conditionChecks = List.of(new Commit.ConditionCheck(seen.id(), seen.hash()));
        var first = text.commit(replace(edited, "1"));
        text.committed(
                new Commit(text.id(), first.key(), first.stamp(), Optional.empty(), first.edits(), conditionChecks));
        text.committed(replace(seen, "changed"));
        var before = text.everything();
        var second = text.commit(replace(text.segment(edited.id()), "2"));

        var outcome = text.store()
                .commit(new Commit(
                        text.id(), second.key(), second.stamp(), Optional.empty(), second.edits(), conditionChecks));

        assertThat(outcome).isEqualTo(new Stale(List.of(new StaleEdit(1, Optional.of(text.segment(seen.id()))))));
        assertThat(text.everything()).isEqualTo(before);
    }

    @Test
    default void a_used_id_is_never_inserted_again() {
        var text = StoredText.in(emptyStore());
        var live = text.stored("live");
        var dead = text.stored("dead");
        text.committed(delete(dead));
        var end = Position.between(dead.position(), null);

        var onLive = text.store().commit(text.commit(text.insert(live.id().local(), end, "again")));
        var onDead = text.store().commit(text.commit(text.insert(dead.id().local(), end, "again")));

        assertThat(onLive).isEqualTo(new Stale(List.of(new StaleEdit(0, Optional.of(live)))));
        assertThat(onDead).isEqualTo(new Stale(List.of(new StaleEdit(0, Optional.of(text.segment(dead.id()))))));
    }

    @Test
    default void a_used_position_is_refused_for_another_segment() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var two = text.stored("two");
        var dead = text.stored("dead");
        text.committed(delete(dead));
        var before = text.everything();

        var inserted = text.store().commit(text.commit(text.insert("three", one.position(), "three")));
        var moved = text.store().commit(text.commit(move(one, two.position())));
        var ontoTombstone = text.store().commit(text.commit(move(one, dead.position())));

        assertThat(List.of(inserted, moved, ontoTombstone)).containsOnly(new PositionTaken());
        assertThat(text.everything()).isEqualTo(before);
    }

    @Test
    default void a_moved_segment_keeps_its_text_and_changes_its_place() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var two = text.stored("two");
        var edit = move(one, Position.between(two.position(), null));

        text.committed(edit);

        var page = text.store().page(text.id(), Optional.empty(), 10).orElseThrow();
        assertThat(page.segments())
                .extracting(segment -> segment.content().text())
                .containsExactly("two", "one");
        assertThat(text.segment(one.id()).hash()).isEqualTo(edit.result());
    }

    @Test
    default void a_deleted_segment_is_a_tombstone_that_keeps_text_and_place() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var two = text.stored("two");

        text.committed(new Edit.Delete(one.id(), one.hash(), Optional.of(two.id())));

        var tombstone = text.segment(one.id());
        assertThat(tombstone.deleted()).isTrue();
        assertThat(tombstone.content()).isEqualTo(one.content());
        assertThat(tombstone.position()).isEqualTo(one.position());
        assertThat(tombstone.successor()).contains(two.id());
        assertThat(text.store()
                        .page(text.id(), Optional.empty(), 10)
                        .orElseThrow()
                        .segments())
                .containsExactly(two);
    }

    @Test
    default void a_version_is_never_used_again_after_delete_and_restore() {
        var text = StoredText.in(emptyStore());
        var first = text.stored("text");

        text.committed(delete(first));
        var tombstone = text.segment(first.id());
        text.committed(restore(tombstone, "text"));

        var restored = text.segment(first.id());
        assertThat(restored.deleted()).isFalse();
        assertThat(restored.version()).isEqualTo(new Version(3));
        assertThat(List.of(first.hash(), tombstone.hash(), restored.hash())).doesNotHaveDuplicates();
        assertThat(text.store().commit(text.commit(replace(first, "late")))).isInstanceOf(Stale.class);
    }

    @Test
    default void editing_a_tombstone_and_restoring_a_live_segment_are_refused() {
        var text = StoredText.in(emptyStore());
        var live = text.stored("live");
        var dead = text.stored("dead");
        text.committed(delete(dead));
        var tombstone = text.segment(dead.id());
        var before = text.everything();

        var edited = text.store().commit(text.commit(replace(tombstone, "late")));
        var deletedTwice = text.store().commit(text.commit(delete(tombstone)));
        var moved = text.store().commit(text.commit(move(tombstone, Position.between(dead.position(), null))));
        var restored = text.store().commit(text.commit(restore(live, "again")));

        assertThat(List.of(edited, deletedTwice, moved))
                .containsOnly(new Stale(List.of(new StaleEdit(0, Optional.of(tombstone)))));
        assertThat(restored).isEqualTo(new Stale(List.of(new StaleEdit(0, Optional.of(live)))));
        assertThat(text.everything()).isEqualTo(before);
    }

    @Test
    default void a_deleted_document_refuses_edits() {
        var store = emptyStore();
        var text = StoredText.in(store);
        var segment = text.stored("text");
        var tombstone = text.committed(
                text.commit(new DocumentEdit.Delete(text.id(), text.document().hash())));

        var outcome = store.commit(text.commit(replace(segment, "late")));

        assertThat(outcome).isEqualTo(new StaleDocument(Optional.of(text.document())));
        assertThat(text.document().deleted()).isTrue();
        assertThat(text.document().tip()).isEqualTo(tombstone.tip());
        assertThat(store.commits(StoredText.newDocumentId(), 0, 10)).isEmpty();
    }

    @Test
    default void an_unknown_document_refuses_edits() {
        var store = emptyStore();
        var there = StoredText.in(store).stored("text");
        var nowhere = StoredText.newDocumentId();
        var edit = new DocumentEdit.Describe(nowhere, Hash.before(nowhere), titled("no"));

        var outcome =
                store.commit(new Commit(nowhere, StoredText.newKey(), there.updated(), Optional.of(edit), List.of()));

        assertThat(outcome).isEqualTo(new StaleDocument(Optional.empty()));
        assertThat(store.document(nowhere)).isEmpty();
    }

    @Test
    default void the_id_of_a_document_is_never_used_again() {
        var text = StoredText.in(emptyStore());
        var live = text.store().commit(text.create("again"));
        var expectedLive = new StaleDocument(Optional.of(text.document()));
        text.committed(
                text.commit(new DocumentEdit.Delete(text.id(), text.document().hash())));

        var dead = text.store().commit(text.create("again"));

        assertThat(live).isEqualTo(expectedLive);
        assertThat(dead).isEqualTo(new StaleDocument(Optional.of(text.document())));
    }

    @Test
    default void a_rename_and_an_edit_of_a_segment_do_not_conflict() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("text");
        var before = text.document();

        text.committed(replace(segment, "typed"));
        text.committed(text.commit(new DocumentEdit.Describe(text.id(), before.hash(), titled("Renamed"))));

        assertThat(text.document().info()).isEqualTo(titled("Renamed"));
        assertThat(text.document().version()).isEqualTo(before.version().next());
        assertThat(text.document().created()).isEqualTo(before.created());
        assertThat(text.document().revision()).isEqualTo(before.revision() + 2);
        assertThat(text.segment(segment.id()).content()).isEqualTo(new Content("typed"));
    }

    @Test
    default void every_description_that_a_document_had_is_found_by_its_hash() {
        var text = StoredText.in(emptyStore());
        var created = text.document();
        text.committed(text.commit(new DocumentEdit.Describe(text.id(), created.hash(), titled("Renamed"))));
        var renamed = text.document();
        text.committed(text.commit(new DocumentEdit.Delete(text.id(), renamed.hash())));
        var deleted = text.document();

        assertThat(List.of(created, renamed, deleted))
                .allSatisfy(version -> assertThat(text.store().document(text.id(), version.hash()))
                        .contains(version.at(deleted.tip())));
        assertThat(text.store().document(text.id(), Hash.before(text.id()))).isEmpty();
        assertThat(text.store().document(StoredText.newDocumentId(), created.hash()))
                .isEmpty();
    }

    @Test
    default void a_rename_for_an_older_description_is_refused() {
        var text = StoredText.in(emptyStore());
        var old = text.document();
        text.committed(text.commit(new DocumentEdit.Describe(text.id(), old.hash(), titled("Theirs"))));

        var outcome =
                text.store().commit(text.commit(new DocumentEdit.Describe(text.id(), old.hash(), titled("Mine"))));

        assertThat(outcome).isEqualTo(new StaleDocument(Optional.of(text.document())));
        assertThat(text.document().info()).isEqualTo(titled("Theirs"));
    }

    @Test
    default void a_restored_document_has_all_its_segments() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("text");
        var live = text.document();

        text.committed(text.commit(new DocumentEdit.Delete(text.id(), live.hash())));
        var outcome = text.store().commit(text.commit(new DocumentEdit.Restore(text.id(), live.hash())));
        text.committed(
                text.commit(new DocumentEdit.Restore(text.id(), text.document().hash())));

        assertThat(outcome).isInstanceOf(StaleDocument.class);
        assertThat(text.document().deleted()).isFalse();
        assertThat(text.document().version()).isEqualTo(new Version(3));
        assertThat(text.segment(segment.id())).isEqualTo(segment);
    }

    @Test
    default void thousands_of_cues_are_inserted_in_one_commit() {
        var text = StoredText.in(emptyStore());
        var positions = Position.spread(null, null, 2_000);
        var inserts = IntStream.range(0, 2_000)
                .mapToObj(i -> text.insert("cue-" + i, positions.get(i), "text " + i))
                .toArray(Edit[]::new);
        var before = text.document().revision();

        text.committed(inserts);
        var page = text.store().page(text.id(), Optional.empty(), 5_000).orElseThrow();
        text.committed(page.segments().stream()
                .map(segment -> replace(segment, segment.content().text() + "!"))
                .toArray(Edit[]::new));

        assertThat(text.document().revision()).isEqualTo(before + 2);
        var after = text.store().page(text.id(), Optional.empty(), 5_000).orElseThrow();
        assertThat(after.segments())
                .hasSize(2_000)
                .allMatch(segment -> segment.content().text().endsWith("!"));
        text.verifyLog();
    }
}
