package dev.holdfast.memory;

import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.BY_BEN;
import static dev.holdfast.memory.Fixture.join;
import static dev.holdfast.memory.Fixture.key;
import static dev.holdfast.memory.Fixture.replace;
import static dev.holdfast.memory.Fixture.seen;
import static dev.holdfast.memory.Fixture.shift;
import static dev.holdfast.memory.Fixture.split;
import static dev.holdfast.memory.Fixture.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.application.EditRequest;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.Place;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.PreconditionRequired;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Operations on cues, each one atomic commit. */
final class CueEditsTest {

    private static final String HELLO = "1\n00:01.000 --> 00:04.000 line:0\nHello there, my friend";
    private static final String BYE = "2\n00:05.000 --> 00:06.000\nGood <00:05.500>bye";
    private static final String LATER = "00:07.000 --> 00:08.000\nSee you later";

    private final Fixture fixture = Fixture.guarded();

    private void refused(Document document, int index, String said, EditRequest... edits) {
        assertThatThrownBy(() -> fixture.edit(BY_ANA, document, edits)).isInstanceOfSatisfying(InvalidEdit.class, e -> {
            assertThat(e).hasMessageContaining(said);
            assertThat(e.index()).isEqualTo(index);
        });
    }

    @Test
    void a_shift_moves_cues_and_the_times_within_them_in_one_commit() {
        var document = fixture.captions(HELLO, "NOTE by hand", BYE, LATER);
        var cues = fixture.cues(document);

        var saved = fixture.edit(BY_BEN, document, shift(1_500, cues.get(0), cues.get(1)));

        assertThat(fixture.texts(document))
                .containsExactly(
                        "WEBVTT",
                        "1\n00:02.500 --> 00:05.500 line:0\nHello there, my friend",
                        "NOTE by hand",
                        "2\n00:06.500 --> 00:07.500\nGood <00:07.000>bye",
                        LATER);
        assertThat(saved.segments())
                .extracting(Segment::id)
                .containsExactly(cues.get(0).id(), cues.get(1).id());
        assertThat(saved.tip().revision()).isEqualTo(document.revision() + 1);
    }

    @Test
    void a_shift_by_zero_writes_nothing() {
        var document = fixture.captions(HELLO, BYE);
        var cues = fixture.cues(document);

        var saved = fixture.edit(BY_ANA, document, shift(0, cues.get(0), cues.get(1)));

        assertThat(saved.segments()).isEmpty();
        assertThat(saved.unchanged()).isEqualTo(cues);
        assertThat(saved.tip()).isEqualTo(document.tip());
    }

    @Test
    void a_shift_that_is_impossible_for_one_cue_shifts_none_and_names_the_cue() {
        var document = fixture.captions(HELLO, BYE);
        var cues = fixture.cues(document);

        refused(
                document,
                1,
                cues.get(0).id() + " cannot be shifted. Line 2, column 1: 00:01.000",
                new EditRequest.Move(cues.get(1).id(), seen(cues.get(1)), new Place.AtEnd()),
                shift(-2_000, cues.get(0)));

        assertThat(fixture.cues(document)).isEqualTo(cues);
    }

    @Test
    void a_stale_shift_names_every_changed_cue_and_merges_each() {
        var document = fixture.captions(HELLO, BYE, LATER);
        var cues = fixture.cues(document);
        fixture.edit(BY_ANA, document, replace(cues.get(0), "friend", "dear"), shift(100, cues.get(2)));
        var now = fixture.cues(document);

        var conflict = fixture.conflict(BY_BEN, document, shift(1_000, cues.get(0), cues.get(1), cues.get(2)));

        assertThat(conflict.conflicts())
                .extracting(Conflict::edit, Conflict::segment)
                .containsExactly(
                        tuple(0, cues.get(0).id()), tuple(0, cues.get(2).id()));
        assertThat(conflict.conflicts().get(0).merge().flatMap(Merge::cleanText))
                .contains("1\n00:02.000 --> 00:05.000 line:0\nHello there, my dear");
        assertThat(conflict.conflicts().get(1).merge().orElseThrow()).isInstanceOf(Merge.Conflicting.class);
        assertThat(fixture.cues(document)).isEqualTo(now);
    }

    @Test
    void a_split_leaves_the_first_half_in_its_place_and_puts_the_second_right_after_it() {
        var document = fixture.captions(HELLO, "NOTE by hand", BYE);
        var hello = fixture.cues(document).get(0);

        var saved = fixture.edit(BY_BEN, document, split(hello, "my", 2_500));

        assertThat(fixture.file(document))
                .isEqualTo("WEBVTT\n\n1\n00:01.000 --> 00:02.500 line:0\nHello there,"
                        + "\n\n00:02.500 --> 00:04.000 line:0\nmy friend\n\nNOTE by hand\n\n" + BYE + "\n");
        assertThat(saved.segments()).isEqualTo(fixture.cues(document).subList(0, 2));
        assertThat(saved.segments().get(0).id()).isEqualTo(hello.id());
        assertThat(saved.tip().revision()).isEqualTo(document.revision() + 1);
    }

    @Test
    void the_errors_that_a_cue_had_do_not_keep_it_from_being_split_or_joined() {
        var flawed = "0:00:01.000-->00:04.000 line:0 line:0 bogus\nHello & <bye";
        var document = fixture.captions(flawed.replace("<", ""), LATER.replace("00:08", "0:00:08"));
        var cues = fixture.cues(document);

        fixture.edit(BY_ANA, document, split(cues.get(0), "bye", 2_000));
        var split = fixture.cues(document);
        fixture.edit(BY_ANA, document, join(split.get(0), split.get(1), split.get(2)));

        assertThat(split).hasSize(3);
        assertThat(fixture.texts(document))
                .containsExactly(
                        "WEBVTT", "0:00:01.000-->0:00:08.000 line:0 line:0 bogus\nHello &\nbye\nSee you later");
    }

    @Test
    void a_split_outside_of_the_cue_is_refused() {
        var document = fixture.captions(HELLO);
        var hello = fixture.cues(document).get(0);

        refused(document, 0, hello.id() + " cannot be split", split(hello, "my", 4_000));
        refused(
                document,
                0,
                "place from 0 to 22",
                new EditRequest.Split(hello.id(), seen(hello), new CueSplit(23, 2_000)));
        assertThat(fixture.cues(document)).containsExactly(hello);
    }

    @Test
    void a_join_keeps_the_first_cue_and_makes_tombstones_that_name_it() {
        var document = fixture.captions(HELLO, BYE, LATER);
        var cues = fixture.cues(document);

        var saved = fixture.edit(BY_BEN, document, join(cues.get(0), cues.get(1), cues.get(2)));

        assertThat(fixture.texts(document))
                .containsExactly(
                        "WEBVTT",
                        "1\n"
                                + "00:01.000 --> 00:08.000 line:0\n"
                                + "Hello there, my friend\n"
                                + "Good <00:05.500>bye\n"
                                + "See you later");
        assertThat(saved.segments()).extracting(Segment::deleted).containsExactly(false, true, true);
        assertThat(saved.segments().subList(1, 3))
                .extracting(Segment::successor)
                .containsOnly(Optional.of(cues.get(0).id()));
        assertThat(saved.tip().revision()).isEqualTo(document.revision() + 1);
    }

    @Test
    void blocks_between_joined_cues_stay_after_them() {
        var notes = IntStream.range(0, 40).mapToObj(i -> "NOTE " + i).toList();
        var document = fixture.captions(HELLO, String.join("\n\n", notes), BYE);
        var cues = fixture.cues(document);

        fixture.edit(BY_ANA, document, join(cues.get(0), cues.get(1)));

        assertThat(fixture.cues(document)).hasSize(1);
        assertThat(fixture.texts(document).subList(2, 42)).isEqualTo(notes);
    }

    @Test
    void joins_of_one_batch_come_in_any_order() {
        var document = fixture.captions(HELLO, BYE, LATER, HELLO, BYE, LATER);
        var cues = fixture.cues(document);

        fixture.edit(
                BY_ANA,
                document,
                join(cues.get(4), cues.get(5)),
                join(cues.get(0), cues.get(1)),
                join(cues.get(2), cues.get(3)));

        assertThat(fixture.cues(document)).hasSize(3);
    }

    @Test
    void cues_that_do_not_follow_one_another_are_not_joined() {
        var document = fixture.captions(HELLO, BYE, LATER);
        var cues = fixture.cues(document);

        refused(document, 0, cues.get(2).id() + " is not the next", join(cues.get(0), cues.get(2)));
        refused(document, 0, cues.get(0).id() + " is not the next", join(cues.get(1), cues.get(0)));
        refused(document, 0, cues.get(0).id() + " is not the next", join(cues.get(2), cues.get(0)));
        refused(document, 0, "two cues or more", join(cues.get(0)));
        refused(document, 0, "two cues or more", join());
        refused(document, 1, "is edited twice", shift(1), join(cues.get(0), cues.get(0)));
        assertThat(fixture.cues(document)).isEqualTo(cues);
    }

    @Test
    void cues_out_of_order_are_joined_until_the_last_end() {
        var document = fixture.captions(LATER, HELLO, BYE);
        var cues = fixture.cues(document);

        fixture.edit(BY_ANA, document, join(cues.get(0), cues.get(1)));

        assertThat(fixture.texts(document).get(1))
                .isEqualTo("00:07.000 --> 00:08.000\nSee you later\nHello there, my friend");
    }

    @Test
    void cues_that_all_end_before_the_first_starts_are_not_joined() {
        var document = fixture.captions("00:09.000 --> 00:07.000\nBackwards", HELLO, BYE);
        var cues = fixture.cues(document);

        refused(document, 1, "would end at", shift(1, cues.get(2)), join(cues.get(0), cues.get(1)));
        assertThat(fixture.cues(document)).isEqualTo(cues);
    }

    @Test
    void only_cues_are_shifted_split_and_joined() {
        var document = fixture.captions("NOTE by hand", HELLO);
        var note = fixture.segments(document).get(1);
        var hello = fixture.cues(document).get(0);
        var plain = fixture.document("text");
        var text = fixture.segments(plain).get(0);
        var move = new EditRequest.Move(hello.id(), seen(hello), new Place.AtEnd());
        var halves = new CueSplit(0, 1_500);

        refused(document, 1, note.id() + " is of the kind note", move, shift(1, note));
        refused(document, 1, "kind note", move, new EditRequest.Split(note.id(), seen(note), halves));
        refused(document, 0, "kind note", join(hello, note));
        refused(document, 0, "kind header", shift(1, fixture.segments(document).get(0)));
        refused(document, 1, "one cue or more", move, shift(1));
        refused(plain, 0, "kind text", shift(1, text));
        refused(plain, 0, "kind text", new EditRequest.Split(text.id(), seen(text), halves));
        refused(plain, 0, "kind text", join(text));
    }

    @Test
    void a_segment_that_is_named_by_two_edits_is_refused_wherever_it_is_named() {
        var document = fixture.captions(HELLO, BYE);
        var hello = fixture.cues(document).get(0);
        var bye = fixture.cues(document).get(1);
        var edits =
                List.of(replace(bye, "bye", "day"), shift(1, hello, bye), split(bye, "bye", 5_600), join(hello, bye));

        for (var first : edits) {
            for (var second : edits) {
                refused(document, 1, "is edited twice", first, second);
            }
        }
    }

    @Test
    void every_edited_cue_needs_a_precondition() {
        var document = fixture.captions(HELLO, BYE);
        var cues = fixture.cues(document);
        var none = new Precondition.NoneGiven();
        var unguarded =
                List.of(target(cues.get(0)), new EditRequest.Target(cues.get(1).id(), none));

        for (var edit : List.of(
                new EditRequest.Shift(unguarded, new CueShift(1)),
                new EditRequest.Join(unguarded),
                new EditRequest.Split(cues.get(0).id(), none, new CueSplit(0, 2_000)))) {
            assertThatThrownBy(() -> fixture.edit(BY_ANA, document, edit)).isInstanceOf(PreconditionRequired.class);
        }
    }

    @Test
    void operations_of_one_batch_see_each_other_and_are_one_commit() {
        var document = fixture.captions(HELLO, BYE, LATER, "00:09.000 --> 00:10.000\nThe end");
        var cues = fixture.cues(document);
        var after = new Place.After(cues.get(0).id());

        var saved = fixture.edit(
                BY_ANA,
                document,
                split(cues.get(0), "my", 2_500),
                new EditRequest.Insert(Optional.empty(), NewContent.of("NOTE between"), after),
                join(cues.get(1), cues.get(2)),
                shift(1_000, cues.get(3)));

        assertThat(saved.tip().revision()).isEqualTo(document.revision() + 1);
        assertThat(fixture.texts(document))
                .containsExactly(
                        "WEBVTT",
                        "1\n00:01.000 --> 00:02.500 line:0\nHello there,",
                        "NOTE between",
                        "00:02.500 --> 00:04.000 line:0\nmy friend",
                        "2\n00:05.000 --> 00:08.000\nGood <00:05.500>bye\nSee you later",
                        "00:10.000 --> 00:11.000\nThe end");
    }

    @Test
    void one_stale_operation_refuses_the_whole_batch() {
        var document = fixture.captions(HELLO, BYE, LATER);
        var cues = fixture.cues(document);
        fixture.edit(BY_ANA, document, replace(cues.get(2), "See", "Meet"));
        var now = fixture.segments(document);

        var conflict =
                fixture.conflict(BY_BEN, document, split(cues.get(0), "my", 2_500), join(cues.get(1), cues.get(2)));

        assertThat(conflict.conflicts()).extracting(Conflict::edit).containsExactly(1);
        assertThat(conflict.first().merge()).isEmpty();
        assertThat(fixture.segments(document)).isEqualTo(now);
    }

    @Test
    void a_batch_of_replacements_is_made_as_a_whole_or_names_every_conflict() {
        var document = fixture.captions(HELLO, BYE, LATER);
        var cues = fixture.cues(document);
        fixture.edit(BY_ANA, document, shift(10, cues.get(0)), replace(cues.get(2), "later", "soon"));
        var now = fixture.cues(document);

        var conflict = fixture.conflict(
                BY_BEN,
                document,
                replace(cues.get(0), "there", "THERE"),
                replace(cues.get(1), "bye", "BYE"),
                replace(cues.get(2), "See", "SEE"));
        var again = fixture.edit(
                BY_BEN,
                document,
                replace(now.get(0), "there", "THERE"),
                replace(now.get(1), "bye", "BYE"),
                replace(now.get(2), "See", "SEE"));

        assertThat(conflict.conflicts())
                .extracting(Conflict::segment)
                .containsExactly(cues.get(0).id(), cues.get(2).id());
        assertThat(conflict.conflicts().get(0).merge().flatMap(Merge::cleanText))
                .contains("1\n00:01.010 --> 00:04.010 line:0\nHello THERE, my friend");
        assertThat(again.segments()).hasSize(3);
        assertThat(again.tip().revision()).isEqualTo(document.revision() + 2);
    }

    @Test
    void an_operation_whose_response_was_lost_is_recognised() {
        var document = fixture.captions(HELLO, BYE, LATER, "00:09.000 --> 00:10.000\nThe end");
        var cues = fixture.cues(document);
        var edits = new EditRequest[] {
            split(cues.get(0), "my", 2_500), join(cues.get(1), cues.get(2)), shift(1_000, cues.get(3))
        };
        var keyed = BY_BEN.withKey(key("k"));
        var first = fixture.edit(keyed, document, edits);

        var again = fixture.edit(keyed, document, edits);
        var byBen = fixture.conflict(BY_BEN, document, edits);
        var byAna = fixture.conflict(BY_ANA, document, edits);

        assertThat(again.replayed()).isTrue();
        assertThat(again.segments()).isEqualTo(first.segments());
        assertThat(byBen.conflicts())
                .extracting(conflict -> conflict.appliedAs().map(Revision::segment))
                .containsExactlyElementsOf(first.segments().stream()
                        .filter(segment -> segment.version().number() == 2)
                        .map(Optional::of)
                        .toList());
        assertThat(byAna.conflicts())
                .allSatisfy(conflict -> assertThat(conflict.appliedAs()).isEmpty());
    }

    @Test
    void a_single_operation_on_a_deleted_cue_is_refused_as_gone() {
        var document = fixture.captions(HELLO, BYE);
        var cues = fixture.cues(document);
        fixture.holdfast
                .segments()
                .delete(BY_ANA.expecting(cues.get(0).hash()), cues.get(0).id());

        assertThatThrownBy(() -> fixture.edit(BY_BEN, document, split(cues.get(0), "my", 2_500)))
                .isInstanceOf(SegmentGone.class);
        assertThatThrownBy(() -> fixture.edit(BY_BEN, document, shift(1, cues.get(0))))
                .isInstanceOf(SegmentGone.class);
        assertThat(fixture.conflict(BY_BEN, document, shift(1, cues.get(0), cues.get(1)))
                        .conflicts())
                .extracting(Conflict::segment)
                .containsExactly(cues.get(0).id());
    }
}
