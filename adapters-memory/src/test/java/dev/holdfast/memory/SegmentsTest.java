package dev.holdfast.memory;

import static dev.holdfast.application.SegmentChange.to;
import static dev.holdfast.memory.Fixture.ANA;
import static dev.holdfast.memory.Fixture.BEN;
import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.BY_BEN;
import static dev.holdfast.memory.Fixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.Effect;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.Place;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.contract.Race;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.KeyReused;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergeConflict;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.PreconditionRequired;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.UnknownBase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SegmentsTest {

    /** An exception of an adapter, of which the core knows nothing. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final SegmentChange UNREADABLE = current -> {
        throw new Unreadable();
    };

    private final Fixture fixture = Fixture.guarded();

    @Test
    void a_save_with_the_current_hash_succeeds() {
        var seen = fixture.segment("before");

        var saved = fixture.holdfast.segments().edit(BY_BEN.expecting(seen.hash()), seen.id(), to("after"));

        assertThat(saved.segment()).isEqualTo(fixture.now(seen));
        assertThat(saved.segment().content()).isEqualTo(new Content("after"));
        assertThat(saved.segment().updated().by()).isEqualTo(BEN);
        assertThat(saved.effect()).isEqualTo(Effect.WRITTEN);
    }

    @Test
    void a_save_without_a_guard_is_refused() {
        var seen = fixture.segment("before");
        var segments = fixture.holdfast.segments();

        assertThatThrownBy(() -> segments.edit(BY_ANA, seen.id(), to("after")))
                .isInstanceOf(PreconditionRequired.class);
        assertThatThrownBy(() -> segments.delete(BY_ANA, seen.id())).isInstanceOf(PreconditionRequired.class);
        assertThatThrownBy(() -> segments.move(BY_ANA, seen.id(), new Place.AtEnd()))
                .isInstanceOf(PreconditionRequired.class);
        assertThat(fixture.now(seen)).isEqualTo(seen);
    }

    @Test
    void a_save_without_a_guard_is_made_where_the_policy_allows_it() {
        var unguarded = Fixture.unguarded();
        var seen = unguarded.segment("before");

        unguarded.holdfast.segments().edit(BY_ANA, seen.id(), to("after"));

        assertThat(unguarded.now(seen).content()).isEqualTo(new Content("after"));
    }

    @Test
    void unguarded_saves_at_once_are_all_made_one_after_the_other() {
        var unguarded = Fixture.unguarded();
        var seen = unguarded.segment("");

        Race.run(
                6,
                runner -> () -> unguarded
                        .holdfast
                        .segments()
                        .edit(
                                BY_ANA,
                                seen.id(),
                                current -> new Content(current.content().text() + runner)));

        assertThat(unguarded.now(seen).content().text()).hasSize(6).contains("0", "1", "2", "3", "4", "5");
    }

    @Test
    void a_stale_save_is_refused_with_all_that_is_needed_to_merge() {
        var base = fixture.segment("The quick fox jumps.");
        var theirs = fixture.holdfast
                .segments()
                .edit(BY_ANA.expecting(base.hash()), base.id(), to("The quick brown fox jumps."))
                .segment();

        var conflict = catchThrowableOfType(
                        ConcurrencyConflict.class,
                        () -> fixture.holdfast
                                .segments()
                                .edit(BY_BEN.expecting(base.hash()), base.id(), to("The quick fox leaps.")))
                .first();

        assertThat(conflict.current()).contains(theirs);
        assertThat(conflict.base().map(Revision::segment)).contains(base);
        assertThat(conflict.merge().flatMap(Merge::cleanText)).contains("The quick brown fox leaps.");
        assertThat(conflict.appliedAs()).isEmpty();
        assertThat(fixture.now(base)).isEqualTo(theirs);
    }

    @Test
    void a_stale_save_of_the_same_words_is_refused_with_both_sides() {
        var base = fixture.segment("The quick fox.");
        fixture.holdfast.segments().edit(BY_ANA.expecting(base.hash()), base.id(), to("The slow fox."));

        var conflict = catchThrowableOfType(
                        ConcurrencyConflict.class,
                        () -> fixture.holdfast
                                .segments()
                                .edit(BY_BEN.expecting(base.hash()), base.id(), to("The sly fox.")))
                .first();

        assertThat(conflict.merge().orElseThrow())
                .isInstanceOfSatisfying(
                        Merge.Conflicting.class,
                        merge -> assertThat(merge.conflicts()).singleElement().satisfies(disputed -> {
                            assertThat(disputed.base()).isEqualTo("quick");
                            assertThat(disputed.mine()).isEqualTo("sly");
                            assertThat(disputed.theirs()).isEqualTo("slow");
                        }));
    }

    @Test
    void of_several_versions_that_were_seen_the_newest_is_the_base() {
        var first = fixture.segment("one");
        var segments = fixture.holdfast.segments();
        var second = segments.edit(BY_ANA.expecting(first.hash()), first.id(), to("one two"))
                .segment();
        var third = segments.edit(BY_ANA.expecting(second.hash()), first.id(), to("one two three"))
                .segment();
        segments.edit(BY_ANA.expecting(third.hash()), first.id(), to("one two three four"));
        var seen = new Precondition.Matches(Set.of(first.hash(), third.hash(), second.hash()));

        var conflict = catchThrowableOfType(
                        ConcurrencyConflict.class,
                        () -> segments.edit(BY_BEN.expecting(seen), first.id(), to("zero one two three")))
                .first();

        assertThat(conflict.base().map(Revision::segment)).contains(third);
        assertThat(conflict.merge().flatMap(Merge::cleanText)).contains("zero one two three four");
    }

    @Test
    void an_unknown_hash_is_refused_without_a_base() {
        var seen = fixture.segment("text");
        var never = Hash.before(new DocumentId("never"));

        var conflict = catchThrowableOfType(
                        ConcurrencyConflict.class,
                        () -> fixture.holdfast.segments().edit(BY_BEN.expecting(never), seen.id(), to("mine")))
                .first();

        assertThat(conflict.current()).contains(seen);
        assertThat(conflict.base()).isEmpty();
        assertThat(conflict.merge()).isEmpty();
    }

    @Test
    void a_save_whose_response_was_lost_is_recognised_in_the_conflict() {
        var base = fixture.segment("before");
        var once = fixture.holdfast
                .segments()
                .edit(BY_BEN.expecting(base.hash()), base.id(), to("after"))
                .segment();

        var byBen = catchThrowableOfType(
                ConcurrencyConflict.class,
                () -> fixture.holdfast.segments().edit(BY_BEN.expecting(base.hash()), base.id(), to("after")));
        var byAna = catchThrowableOfType(
                ConcurrencyConflict.class,
                () -> fixture.holdfast.segments().edit(BY_ANA.expecting(base.hash()), base.id(), to("after")));

        assertThat(byBen.first().appliedAs().map(Revision::segment)).contains(once);
        assertThat(byAna.first().appliedAs()).isEmpty();
    }

    @Test
    void one_of_several_hashes_is_enough() {
        var base = fixture.segment("one");
        var current = fixture.holdfast
                .segments()
                .edit(BY_ANA.expecting(base.hash()), base.id(), to("two"))
                .segment();
        var either = new Precondition.Matches(Set.of(base.hash(), current.hash()));

        var saved = fixture.holdfast.segments().edit(BY_ANA.expecting(either), base.id(), to("three"));

        assertThat(saved.segment().version().number()).isEqualTo(3);
    }

    @Test
    void a_change_is_not_read_if_the_precondition_does_not_hold() {
        var seen = fixture.segment("one");
        fixture.holdfast.segments().edit(BY_ANA.expecting(seen.hash()), seen.id(), to("two"));
        var segments = fixture.holdfast.segments();

        assertThatThrownBy(() -> segments.edit(BY_ANA.expecting(seen.hash()), seen.id(), UNREADABLE))
                .isInstanceOfSatisfying(
                        ConcurrencyConflict.class,
                        e -> assertThat(e.first().merge()).isEmpty());
        assertThatThrownBy(() -> segments.edit(BY_ANA, seen.id(), UNREADABLE)).isInstanceOf(PreconditionRequired.class);
        assertThatThrownBy(
                        () -> segments.edit(BY_ANA.expecting(fixture.now(seen).hash()), seen.id(), UNREADABLE))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void a_save_that_changes_nothing_writes_nothing() {
        var seen = fixture.segment("same");

        var saved = fixture.holdfast.segments().edit(BY_ANA.expecting(seen.hash()), seen.id(), to("same"));

        assertThat(saved.segment()).isEqualTo(seen);
        assertThat(fixture.holdfast.segments().history(ANA, seen.id(), Optional.empty(), 10))
                .hasSize(1);
    }

    @Test
    void a_repeated_request_gets_its_first_result_after_later_writes() {
        var seen = fixture.segment("one");
        var request = BY_BEN.expecting(seen.hash()).withKey(key("k"));
        var first = fixture.holdfast.segments().edit(request, seen.id(), to("two"));
        fixture.holdfast.segments().edit(BY_ANA.expecting(first.segment().hash()), seen.id(), to("three"));

        var again = fixture.holdfast.segments().edit(request, seen.id(), to("two"));

        assertThat(again.effect()).isEqualTo(Effect.REPLAYED);
        assertThat(again.segment()).isEqualTo(first.segment());
        assertThat(fixture.now(seen).content()).isEqualTo(new Content("three"));
    }

    @Test
    void a_repeated_deletion_gets_its_first_result() {
        var seen = fixture.segment("one");
        var request = BY_BEN.expecting(seen.hash()).withKey(key("k"));
        var first = fixture.holdfast.segments().delete(request, seen.id());

        var again = fixture.holdfast.segments().delete(request, seen.id());

        assertThat(again.segment()).isEqualTo(first.segment());
        assertThat(again.effect()).isEqualTo(Effect.REPLAYED);
    }

    @Test
    void a_key_does_not_serve_for_another_request() {
        var seen = fixture.segment("one");
        var request = BY_BEN.expecting(seen.hash());
        var saved = fixture.holdfast.segments().edit(request.withKey(key("k")), seen.id(), to("two"));
        var other = BY_BEN.expecting(saved.segment().hash()).withKey(new CommitKey("k", Digest.of("another")));

        assertThatThrownBy(() -> fixture.holdfast.segments().edit(other, seen.id(), to("three")))
                .isInstanceOf(KeyReused.class);
    }

    @Test
    void an_unknown_segment_is_not_found_with_any_precondition() {
        var segments = fixture.holdfast.segments();
        var document = fixture.document("text");
        var missing = new SegmentId(document.id(), "missing");
        var nowhere = new SegmentId(new DocumentId("nowhere"), "missing");

        for (var id : List.of(missing, nowhere)) {
            assertThatThrownBy(() -> segments.read(ANA, id)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> segments.edit(BY_ANA.expecting(new Precondition.Exists()), id, to("x")))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> segments.edit(BY_ANA, id, to("x"))).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> segments.history(ANA, id, Optional.empty(), 10))
                    .isInstanceOf(NotFound.class);
        }
    }

    @Test
    void a_deleted_segment_is_gone_with_its_last_text() {
        var seen = fixture.segment("last words");
        var tombstone = fixture.holdfast
                .segments()
                .delete(BY_ANA.expecting(seen.hash()), seen.id())
                .segment();

        assertThatThrownBy(() -> fixture.holdfast.segments().read(BEN, seen.id()))
                .isInstanceOfSatisfying(
                        SegmentGone.class, e -> assertThat(e.tombstone()).isEqualTo(tombstone));
        assertThatThrownBy(() -> fixture.holdfast.segments().edit(BY_BEN, seen.id(), to("mine")))
                .isInstanceOf(SegmentGone.class);
        assertThat(tombstone.content()).isEqualTo(seen.content());
    }

    @Test
    void a_deleted_segment_can_be_restored_with_a_new_text() {
        var seen = fixture.segment("theirs");
        var segments = fixture.holdfast.segments();
        var tombstone =
                segments.delete(BY_ANA.expecting(seen.hash()), seen.id()).segment();

        assertThatThrownBy(() -> segments.restore(BY_BEN.expecting(seen.hash()), seen.id(), to("mine")))
                .isInstanceOf(ConcurrencyConflict.class);
        segments.restore(BY_BEN.expecting(tombstone.hash()), seen.id(), to("mine"));

        assertThat(fixture.now(seen).content()).isEqualTo(new Content("mine"));
        var again = segments.restore(BY_BEN.expecting(fixture.now(seen).hash()), seen.id(), SegmentChange.none());
        assertThat(again.effect()).isEqualTo(Effect.NOTHING);
    }

    @Test
    void a_merge_from_an_older_version_keeps_both_changes() {
        var base = fixture.segment("The quick fox jumps.");
        fixture.holdfast.segments().edit(BY_ANA.expecting(base.hash()), base.id(), to("The quick brown fox jumps."));

        var merged = fixture.holdfast.segments().merge(BY_BEN, base.id(), base.hash(), to("The quick fox leaps."));

        assertThat(merged.segment().content()).isEqualTo(new Content("The quick brown fox leaps."));
    }

    @Test
    void a_merge_that_cannot_be_made_writes_nothing() {
        var base = fixture.segment("quick");
        var theirs = fixture.holdfast
                .segments()
                .edit(BY_ANA.expecting(base.hash()), base.id(), to("slow"))
                .segment();
        var segments = fixture.holdfast.segments();
        var never = Hash.before(new DocumentId("never"));

        assertThatThrownBy(() -> segments.merge(BY_BEN, base.id(), base.hash(), to("sly")))
                .isInstanceOfSatisfying(MergeConflict.class, e -> {
                    assertThat(e.current()).isEqualTo(theirs);
                    assertThat(e.base().segment()).isEqualTo(base);
                });
        assertThatThrownBy(() -> segments.merge(BY_BEN, base.id(), never, to("sly")))
                .isInstanceOf(UnknownBase.class);
        assertThatThrownBy(() -> segments.merge(BY_BEN.expecting(base.hash()), base.id(), base.hash(), to("quick!")))
                .isInstanceOf(ConcurrencyConflict.class);
        assertThatThrownBy(() -> segments.merge(BY_BEN.expecting(base.hash()), base.id(), never, to("sly")))
                .isInstanceOf(ConcurrencyConflict.class);
        assertThat(fixture.now(base)).isEqualTo(theirs);
    }

    @Test
    void a_failed_precondition_of_a_merge_comes_before_its_conflict() {
        var base = fixture.segment("quick");
        var segments = fixture.holdfast.segments();
        var second = segments.edit(BY_ANA.expecting(base.hash()), base.id(), to("slow"))
                .segment();
        var third = segments.edit(BY_ANA.expecting(second.hash()), base.id(), to("fast"))
                .segment();

        assertThatThrownBy(() -> segments.merge(BY_BEN.expecting(second.hash()), base.id(), base.hash(), to("sly")))
                .isInstanceOfSatisfying(
                        ConcurrencyConflict.class,
                        e -> assertThat(e.first().current()).contains(third));
    }

    @Test
    void segments_are_inserted_at_the_requested_place() {
        var document = fixture.document("b", "d");
        var segments = fixture.holdfast.segments();
        var b = fixture.segments(document).get(0);

        segments.insert(BY_ANA, document.id(), Optional.empty(), NewContent.of("e"), new Place.AtEnd());
        segments.insert(BY_ANA, document.id(), Optional.empty(), NewContent.of("a"), new Place.AtBeginning());
        var c = segments.insert(
                BY_ANA, document.id(), Optional.of("mine"), NewContent.of("c"), new Place.After(b.id()));

        assertThat(fixture.texts(document)).containsExactly("a", "b", "c", "d", "e");
        assertThat(c.segment().id().local()).isEqualTo("mine");
    }

    @Test
    void simultaneous_insertions_at_one_place_all_succeed() {
        var document = fixture.document("first", "last");
        var first = fixture.segments(document).get(0);

        Race.run(
                8,
                runner -> () -> fixture.holdfast
                        .segments()
                        .insert(
                                BY_ANA,
                                document.id(),
                                Optional.of("r" + runner),
                                NewContent.of("r" + runner),
                                new Place.After(first.id())));

        assertThat(fixture.texts(document)).hasSize(10).startsWith("first").endsWith("last");
    }

    @Test
    void an_invalid_insertion_is_refused() {
        var document = fixture.document("text");
        var used = fixture.segments(document).get(0).id();
        var segments = fixture.holdfast.segments();
        var elsewhere = new Place.After(fixture.segment("elsewhere").id());
        var content = NewContent.of("new");

        assertThatThrownBy(() ->
                        segments.insert(BY_ANA, document.id(), Optional.of(used.local()), content, new Place.AtEnd()))
                .isInstanceOf(AlreadyExists.class);
        assertThatThrownBy(() -> segments.insert(BY_ANA, document.id(), Optional.empty(), content, elsewhere))
                .isInstanceOf(InvalidEdit.class);
        assertThatThrownBy(() -> segments.insert(
                        BY_ANA, document.id(), Optional.empty(), d -> new Content("\0"), new Place.AtEnd()))
                .isInstanceOf(InvalidContent.class);
        assertThat(fixture.texts(document)).containsExactly("text");
    }

    @Test
    void a_segment_that_is_moved_to_where_it_is_stays_as_it_is() {
        var document = fixture.document("a", "b", "c");
        var all = fixture.segments(document);
        var segments = fixture.holdfast.segments();

        var same = segments.move(
                BY_ANA.expecting(all.get(1).hash()),
                all.get(1).id(),
                new Place.After(all.get(0).id()));
        var moved =
                segments.move(BY_ANA.expecting(all.get(0).hash()), all.get(0).id(), new Place.AtEnd());

        assertThat(same.segment()).isEqualTo(all.get(1));
        assertThat(fixture.texts(document)).containsExactly("b", "c", "a");
        assertThat(moved.segment().version().number()).isEqualTo(2);
    }

    @Test
    void access_is_checked_before_anything_is_read() {
        var store = new MemoryDocumentStore();
        var seen = Fixture.over(store).segment("secret");
        AccessPolicy onlyRead = (author, action, document) -> action == AccessPolicy.Action.READ;
        var nothing = Fixture.under(store, (author, action, document) -> false)
                .holdfast
                .segments();
        var reading = Fixture.under(store, onlyRead).holdfast.segments();
        var missing = new SegmentId(new DocumentId("nowhere"), "missing");

        assertThatThrownBy(() -> nothing.read(BEN, seen.id())).isInstanceOf(AccessDenied.class);
        assertThatThrownBy(() -> nothing.read(BEN, missing)).isInstanceOf(AccessDenied.class);
        assertThatThrownBy(() -> nothing.list(BEN, seen.document(), Optional.empty(), 1))
                .isInstanceOf(AccessDenied.class);
        assertThatThrownBy(() -> nothing.history(BEN, seen.id(), Optional.empty(), 1))
                .isInstanceOf(AccessDenied.class);
        assertThatThrownBy(() -> reading.edit(BY_BEN, missing, to("x"))).isInstanceOf(AccessDenied.class);
        assertThatThrownBy(() -> reading.edit(BY_BEN.expecting(seen.hash()), seen.id(), to("x")))
                .isInstanceOf(AccessDenied.class);
        assertThat(reading.read(BEN, seen.id())).isEqualTo(seen);
    }
}
