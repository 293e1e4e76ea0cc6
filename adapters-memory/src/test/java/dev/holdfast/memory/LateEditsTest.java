package dev.holdfast.memory;

import static dev.holdfast.application.SegmentChange.to;
import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.BY_BEN;
import static dev.holdfast.memory.Fixture.join;
import static dev.holdfast.memory.Fixture.replace;
import static dev.holdfast.memory.Fixture.seen;
import static dev.holdfast.memory.Fixture.shift;
import static dev.holdfast.memory.Fixture.split;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.EditRequest;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.Place;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergeConflict;
import dev.holdfast.domain.MergePart;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edits that were made for a cue as it was before it was split or joined to another. */
final class LateEditsTest {

    private static final String CUE = "00:01.000 --> 00:04.000\n<i>Hello there, my friend</i>";

    private final Fixture fixture = Fixture.guarded();
    private final Document document = fixture.captions(CUE, "00:05.000 --> 00:06.000\nGood bye");
    private final Segment cue = fixture.cues(document).get(0);
    private final Segment bye = fixture.cues(document).get(1);

    private Segment splitByAna() {
        fixture.edit(BY_ANA, document, split(cue, "my", 2_500));
        return fixture.cues(document).get(1);
    }

    private Conflict late(String from, String to) {
        return fixture.conflict(BY_BEN, document, replace(cue, from, to)).first();
    }

    @Test
    void the_conflict_of_a_late_edit_names_the_second_half_of_a_split_cue() {
        var second = splitByAna();
        var edited = fixture.edit(BY_ANA, document, replace(second, "friend", "dear"))
                .segments();

        var conflict = late("Hello", "Hi");

        assertThat(conflict.base().map(Revision::segment)).contains(cue);
        assertThat(conflict.current().orElseThrow().content().text())
                .isEqualTo("00:01.000 --> 00:02.500\n<i>Hello there,</i>");
        assertThat(conflict.movedTo()).isEqualTo(edited);
    }

    @Test
    void a_late_edit_of_words_that_stayed_merges_with_the_first_half() {
        splitByAna();

        assertThat(late("Hello", "Hi").merge().flatMap(Merge::cleanText))
                .contains("00:01.000 --> 00:02.500\n<i>Hi there,</i>");
        assertThat(late("00:01.000", "00:00.900").merge().flatMap(Merge::cleanText))
                .contains("00:00.900 --> 00:02.500\n<i>Hello there,</i>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                ", my friend    | ''",
                "my friend      | my dear friend",
                "my friend      | your foe",
                "friend</i>     | friend, hello</i>",
                "friend</i>     | friend</i>/- Who?",
                "Hello there, my friend | my friend, hello there",
                "00:04.000      | 00:03.500",
            })
    void a_late_edit_of_words_that_moved_is_never_merged_cleanly(String from, String to) {
        splitByAna();

        var conflict = late(from, to.replace("''", "").replace("/-", "\n-"));

        assertThat(conflict.merge().orElseThrow()).isInstanceOf(Merge.Conflicting.class);
        assertThat(conflict.movedTo()).hasSize(1);
    }

    @Test
    void words_that_moved_are_disputed_beside_times_that_conflict() {
        splitByAna();

        var merge =
                late(CUE, "00:01.000 --> 00:03.500\n<i>Hello there</i>").merge().orElseThrow();

        assertThat(merge.conflicts()).extracting(MergePart::facet).contains(Facet.END, Facet.TEXT);
    }

    @Test
    void a_requested_merge_keeps_the_text_that_moved() {
        var second = splitByAna();
        var segments = fixture.holdfast.segments();
        var deleting = to(cue.content().text().replace(", my friend", ""));

        assertThatThrownBy(() -> segments.merge(BY_BEN, cue.id(), cue.hash(), deleting))
                .isInstanceOfSatisfying(
                        MergeConflict.class, e -> assertThat(e.movedTo()).containsExactly(second));
        segments.merge(BY_BEN, cue.id(), cue.hash(), to(CUE.replace("Hello", "Hi")));

        assertThat(fixture.texts(document))
                .containsSubsequence(
                        "00:01.000 --> 00:02.500\n<i>Hi there,</i>", "00:02.500 --> 00:04.000\n<i>my friend</i>");
    }

    @Test
    void every_part_is_found_however_often_the_cue_was_split_and_edited_in_between() {
        var second = splitByAna();
        fixture.edit(BY_ANA, document, shift(100, fixture.now(cue), second));
        fixture.edit(BY_ANA, document, replace(fixture.now(cue), "there", "there again"));
        fixture.edit(BY_ANA, document, split(fixture.now(cue), "again", 1_500));
        fixture.edit(BY_ANA, document, split(fixture.now(second), "friend", 3_000));

        var stayed = late("Hello", "Hi");
        var moved = late("there,", "there now,");

        assertThat(stayed.movedTo()).isEqualTo(fixture.cues(document).subList(1, 4));
        assertThat(stayed.merge().flatMap(Merge::cleanText)).contains("00:01.100 --> 00:01.500\n<i>Hi there</i>");
        assertThat(moved.merge().orElseThrow()).isInstanceOf(Merge.Conflicting.class);
    }

    @Test
    void the_conflict_of_a_late_deletion_names_the_second_half() {
        var second = splitByAna();

        var conflict = fixture.conflict(BY_BEN, document, new EditRequest.Delete(cue.id(), seen(cue), Optional.empty()))
                .first();

        assertThat(conflict.movedTo()).containsExactly(second);
        assertThat(fixture.now(cue).deleted()).isFalse();
    }

    @Test
    void two_cues_split_in_one_commit_each_have_their_own_second_half() {
        var twins = fixture.captions(CUE, CUE.replace("Hello", "Hullo"));
        var one = fixture.cues(twins).get(0);
        var two = fixture.cues(twins).get(1);
        fixture.edit(BY_ANA, twins, split(two, "my", 2_500), split(one, "my", 2_500));

        var conflicts = fixture.conflict(BY_BEN, twins, shift(1, one, two)).conflicts();

        assertThat(conflicts.get(0).movedTo())
                .containsExactly(fixture.cues(twins).get(1));
        assertThat(conflicts.get(1).movedTo())
                .containsExactly(fixture.cues(twins).get(3));
    }

    @Test
    void a_cue_that_was_shortened_while_others_were_inserted_was_not_split() {
        fixture.edit(
                BY_ANA,
                document,
                replace(cue, "00:04.000", "00:03.000"),
                new EditRequest.Insert(
                        Optional.empty(), NewContent.of("00:03.000 --> 00:03.500\nYes?"), new Place.After(cue.id())));

        var conflict = late("my friend", "my dear friend");

        assertThat(conflict.movedTo()).isEmpty();
        assertThat(conflict.merge().orElseThrow()).isInstanceOf(Merge.Clean.class);
    }

    private EditRequest insertion(String text, Place place) {
        return new EditRequest.Insert(Optional.empty(), NewContent.of(text), place);
    }

    @Test
    void a_replacement_and_an_insertion_for_the_rest_of_its_time_are_a_split() {
        fixture.edit(
                BY_ANA,
                document,
                replace(cue, "00:04.000\n<i>Hello there, my friend</i>", "00:02.500\n<i>Hello there,</i>"),
                insertion("00:02.500 --> 00:04.000\n<i>my friend</i>", new Place.After(cue.id())));

        var conflict = late("my friend", "my dear friend");

        assertThat(conflict.movedTo()).containsExactly(fixture.cues(document).get(1));
        assertThat(conflict.merge().orElseThrow()).isInstanceOf(Merge.Conflicting.class);
    }

    @Test
    void a_cue_that_was_inserted_after_a_pause_or_before_it_is_no_second_half() {
        fixture.edit(
                BY_ANA,
                document,
                replace(cue, "00:04.000", "00:03.000"),
                insertion("00:03.500 --> 00:04.000\nYes?", new Place.After(cue.id())),
                insertion("00:03.000 --> 00:04.000\nNo?", new Place.AtBeginning()));

        assertThat(late("my friend", "my dear friend").movedTo()).isEmpty();
    }

    @Test
    void a_cue_that_also_starts_at_another_time_was_not_split() {
        fixture.edit(
                BY_ANA,
                document,
                replace(cue, "00:01.000 --> 00:04.000", "00:00.500 --> 00:03.000"),
                insertion("00:03.000 --> 00:04.000\nYes?", new Place.After(cue.id())));

        assertThat(late("my friend", "my dear friend").movedTo()).isEmpty();
    }

    @Test
    void text_that_was_joined_to_another_cue_has_not_come_back() {
        var second = splitByAna();
        fixture.edit(BY_ANA, document, join(second, bye));

        var conflict = late(" my friend", "");

        assertThat(conflict.merge().orElseThrow()).isInstanceOf(Merge.Conflicting.class);
        assertThat(conflict.movedTo()).containsExactly(fixture.now(second));
    }

    @Test
    void text_of_which_a_part_was_joined_to_the_first_half_again_has_not_come_back() {
        var second = splitByAna();
        fixture.edit(BY_ANA, document, split(second, "friend", 3_000));
        fixture.edit(BY_ANA, document, join(fixture.now(cue), fixture.now(second)));

        var conflict = late(" friend", "");

        assertThat(conflict.merge().orElseThrow()).isInstanceOf(Merge.Conflicting.class);
        assertThat(conflict.movedTo()).containsExactly(fixture.cues(document).get(1));
    }

    @Test
    void a_split_undone_by_a_join_does_not_affect_the_merge() {
        var second = splitByAna();
        fixture.edit(BY_ANA, document, join(fixture.now(cue), second));

        var conflict = late("my friend", "my dear friend");

        assertThat(conflict.movedTo()).isEmpty();
        assertThat(conflict.merge().flatMap(Merge::cleanText))
                .contains("00:01.000 --> 00:04.000\n<i>Hello there,</i>\n<i>my dear friend</i>");
    }

    @Test
    void a_late_edit_of_a_cue_that_was_joined_is_sent_to_the_first() {
        fixture.edit(BY_ANA, document, join(cue, bye));
        var joined = fixture.now(cue);

        var conflict = fixture.conflict(BY_BEN, document, shift(1, bye), replace(cue, "Hello", "Hi"));

        assertThatThrownBy(() -> fixture.edit(BY_BEN, document, replace(bye, "bye", "day")))
                .isInstanceOfSatisfying(SegmentGone.class, e -> {
                    assertThat(e.tombstone().successor()).contains(cue.id());
                    assertThat(e).hasMessageContaining("joined to " + cue.id());
                });
        assertThat(conflict.first().current().flatMap(Segment::successor)).contains(cue.id());
        assertThat(conflict.first().movedTo()).containsExactly(joined);
        assertThat(conflict.conflicts().get(1).movedTo()).isEmpty();
        assertThat(conflict.conflicts().get(1).merge().flatMap(Merge::cleanText))
                .contains("00:01.000 --> 00:06.000\n<i>Hi there, my friend</i>\nGood bye");
    }

    @Test
    void successors_are_followed_to_where_the_text_is_now() {
        var second = splitByAna();
        fixture.edit(BY_ANA, document, join(second, bye));
        fixture.edit(BY_ANA, document, join(fixture.now(cue), fixture.now(second)));
        var joined = fixture.now(cue);

        var conflict = fixture.conflict(BY_BEN, document, shift(1, bye, second));

        assertThat(conflict.conflicts())
                .allSatisfy(each -> assertThat(each.movedTo()).containsExactly(joined));
    }

    @Test
    void a_cycle_of_successors_ends() {
        fixture.edit(BY_ANA, document, new EditRequest.Delete(cue.id(), seen(cue), Optional.of(bye.id())));
        fixture.edit(BY_ANA, document, new EditRequest.Delete(bye.id(), seen(bye), Optional.of(cue.id())));

        var conflict = fixture.conflict(BY_BEN, document, shift(1, cue, bye));

        assertThat(conflict.conflicts())
                .allSatisfy(each -> assertThat(each.movedTo()).isEmpty());
    }

    @Test
    void a_second_half_that_was_deleted_is_shown_as_it_is() {
        var second = splitByAna();
        var tombstone = fixture.edit(
                        BY_ANA, document, new EditRequest.Delete(second.id(), seen(second), Optional.empty()))
                .segments();

        var conflict = late("my", "my dear");

        assertThat(conflict.movedTo()).isEqualTo(tombstone);
        assertThat(conflict.merge().orElseThrow()).isInstanceOf(Merge.Conflicting.class);
    }

    @Test
    void text_that_moved_to_a_half_that_was_deleted_has_not_come_back() {
        var second = splitByAna();
        fixture.edit(BY_ANA, document, new EditRequest.Delete(second.id(), seen(second), Optional.empty()));

        assertThat(late(" my friend", "").merge().orElseThrow()).isInstanceOf(Merge.Conflicting.class);
    }

    @Test
    void across_a_split_the_text_is_disputed_and_the_times_are_merged() {
        splitByAna();

        var merge = fixture.conflict(
                        BY_BEN,
                        document,
                        new EditRequest.Replace(
                                cue.id(),
                                seen(cue),
                                to(CUE.replace("00:01.000", "00:00.900").replace(" my friend", ""))))
                .first()
                .merge()
                .orElseThrow();

        assertThat(merge.conflicts()).extracting(MergePart::facet).containsOnly(Facet.TEXT);
        assertThat(merge.decided(MergePart.Disputed::theirs)).isEqualTo("00:00.900 --> 00:02.500\n<i>Hello there,</i>");
    }
}
