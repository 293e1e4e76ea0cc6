package dev.holdfast.memory;

import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.BY_BEN;
import static dev.holdfast.memory.Fixture.join;
import static dev.holdfast.memory.Fixture.replace;
import static dev.holdfast.memory.Fixture.shift;
import static dev.holdfast.memory.Fixture.split;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.EditRequest;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.Place;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.TargetState;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.MergeConflict;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.Segment;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Reads of the store for a batch, and for its refusal: what it costs to explain conflicts is bounded. */
final class RefusalCostTest {

    private final CountedStore counted = new CountedStore();
    private final Fixture fixture = Fixture.over(counted.store());

    private Document film(int cues) {
        return fixture.captions(IntStream.range(0, cues)
                .mapToObj(i -> "%s\nHello there, my friend".formatted(timing(i)))
                .toArray(String[]::new));
    }

    private static String timing(int i) {
        return "%02d:%02d:%02d.000 --> %02d:%02d:%02d.900"
                .formatted(i / 3600, i / 60 % 60, i % 60, i / 3600, i / 60 % 60, i % 60);
    }

    private Segment[] cues(Document document) {
        return fixture.cues(document).toArray(Segment[]::new);
    }

    private static EditRequest[] shortened(Segment... cues) {
        return Arrays.stream(cues).map(cue -> replace(cue, ".900", ".800")).toArray(EditRequest[]::new);
    }

    /** Two batches of one film: the first shortens all cues, the second is stale. */
    private void refuseStaleShift(int size) {
        var document = film(size);
        var seen = cues(document);
        fixture.edit(BY_ANA, document, shortened(seen));
        counted.reset();
        var conflicts = fixture.conflict(BY_BEN, document, shift(1, seen)).conflicts();
        assertThat(conflicts).hasSize(size);
    }

    @Test
    void the_reads_for_a_stale_batch_do_not_grow_with_the_batch() {
        refuseStaleShift(90);
        var calls = counted.calls;
        var segments = counted.segments;

        refuseStaleShift(900);

        assertThat(counted.calls).isEqualTo(calls);
        assertThat(counted.segments - 900).as("segments besides the targets").isEqualTo(segments - 90);
    }

    @Test
    void the_reads_for_a_stale_batch_of_split_cues_grow_no_faster_than_the_batch() {
        refuseShiftOfSplitCues(90);
        var calls = counted.calls;
        var segments = counted.segments;

        refuseShiftOfSplitCues(900);

        assertThat(counted.calls).isEqualTo(calls);
        assertThat(counted.segments).isLessThanOrEqualTo(10 * segments);
    }

    private void refuseShiftOfSplitCues(int size) {
        var document = film(size);
        var seen = cues(document);
        fixture.edit(
                BY_ANA,
                document,
                IntStream.range(0, size)
                        .mapToObj(i -> split(seen[i], "my", i * 1_000L + 500))
                        .toArray(EditRequest[]::new));
        counted.reset();
        var conflict = fixture.conflict(BY_BEN, document, shift(1, seen)).first();
        assertThat(conflict.movedTo()).hasSize(1);
    }

    @Test
    void the_reads_for_a_stale_join_grow_no_faster_than_its_cues() {
        refuseStaleJoin(90);
        var calls = counted.calls;

        refuseStaleJoin(900);

        assertThat(counted.calls).isLessThanOrEqualTo(10 * calls);
    }

    private void refuseStaleJoin(int size) {
        var document = film(size);
        var seen = cues(document);
        fixture.edit(BY_ANA, document, shortened(seen));
        counted.reset();
        assertThat(fixture.conflict(BY_BEN, document, join(seen)).conflicts()).hasSize(size);
    }

    @Test
    void a_batch_of_joins_reads_the_order_of_the_document_once() {
        joinPairs(90);
        var calls = counted.calls;

        joinPairs(900);

        assertThat(counted.calls).isLessThanOrEqualTo(calls + 10);
        assertThat(counted.segments).isLessThan(3 * 900);
    }

    private void joinPairs(int size) {
        var document = film(size);
        var seen = cues(document);
        counted.reset();
        fixture.edit(
                BY_ANA,
                document,
                IntStream.range(0, size / 2)
                        .mapToObj(i -> join(seen[2 * i], seen[2 * i + 1]))
                        .toArray(EditRequest[]::new));
        assertThat(fixture.cues(document)).hasSize(size / 2);
    }

    @Test
    void the_characters_read_for_a_conflict_do_not_grow_with_the_versions_since() {
        refuseEditOfOldVersion(5);
        var calls = counted.calls;
        var characters = counted.characters;

        refuseEditOfOldVersion(200);

        assertThat(counted.calls).isEqualTo(calls);
        assertThat(counted.characters).isLessThanOrEqualTo(characters + 100);
    }

    private void refuseEditOfOldVersion(int versions) {
        var document = fixture.captions("00:01.000 --> 00:02.000\n" + "long text ".repeat(2_000));
        var seen = cues(document)[0];
        for (var i = 0; i < versions; i++) {
            var now = fixture.now(seen);
            fixture.edit(BY_ANA, document, replace(now, "00:02.00" + i % 10, "00:02.00" + (i + 1) % 10));
        }
        counted.reset();
        fixture.conflict(BY_BEN, document, replace(seen, "text", "word"));
    }

    @Test
    void a_cue_with_too_many_versions_to_look_for_its_splits_is_never_merged_cleanly() {
        var document = fixture.captions("00:01.000 --> 00:02.000\n" + "some long text ".repeat(600));
        var seen = cues(document)[0];
        for (var i = 0; i < 400; i++) {
            var now = fixture.now(seen);
            fixture.edit(
                    BY_ANA,
                    document,
                    replace(now, "00:02.00" + i % 10, "00:02.00" + (i + 1) % 10),
                    new EditRequest.Insert(
                            Optional.empty(), NewContent.of("00:05.000 --> 00:06.000\nx"), new Place.After(seen.id())));
        }
        counted.reset();
        var mine = seen.content().text().replace("00:01.000", "00:01.001");

        var conflict = fixture.conflict(BY_BEN, document, replace(seen, "00:01.000", "00:01.001"))
                .first();

        assertThat(counted.characters).isLessThan(3_000_000);
        assertThat(conflict.merge().orElseThrow()).isInstanceOf(Merge.Conflicting.class);
        assertThatThrownBy(
                        () -> fixture.holdfast.segments().merge(BY_BEN, seen.id(), seen.hash(), SegmentChange.to(mine)))
                .isInstanceOf(MergeConflict.class);
    }

    @Test
    void the_first_conflicts_of_a_batch_are_explained_and_the_others_named() {
        var document = film(120);
        var seen = cues(document);
        fixture.edit(BY_ANA, document, shortened(seen));

        var refusal = fixture.conflict(BY_BEN, document, shift(1, seen));

        var conflicts = refusal.conflicts();
        assertThat(conflicts.subList(0, 20))
                .allMatch(Conflict::isExplained)
                .allMatch(each -> each.merge().isPresent());
        assertThat(conflicts.subList(20, 120))
                .noneMatch(Conflict::isExplained)
                .allMatch(each -> each.base().isEmpty() && each.merge().isEmpty());
        assertThat(conflicts).extracting(each -> each.current().orElseThrow()).isEqualTo(fixture.cues(document));
        assertThat(refusal.getMessage())
                .contains(seen[9].id() + " and 110 more")
                .doesNotContain(seen[10] + "");
    }

    @Test
    void long_texts_are_explained_until_enough_was_read() {
        var texts = IntStream.range(0, 40)
                .mapToObj(i -> "text " + "word ".repeat(40_000))
                .toArray(String[]::new);
        var document = fixture.document(texts);
        var seen = fixture.segments(document).toArray(Segment[]::new);
        fixture.edit(
                BY_ANA,
                document,
                Arrays.stream(seen).map(each -> replace(each, "text", "Text")).toArray(EditRequest[]::new));

        var conflicts = fixture.conflict(
                        BY_BEN,
                        document,
                        Arrays.stream(seen)
                                .map(each -> replace(each, "text", "TEXT"))
                                .toArray(EditRequest[]::new))
                .conflicts();

        assertThat(conflicts).hasSize(40);
        assertThat(conflicts.stream().filter(Conflict::isExplained)).hasSizeBetween(5, 15);
    }

    /** Write of Ben's whose client has closed its connection. */
    private static final class Abandoned implements WriteRequest {

        @Override
        public Author author() {
            return Fixture.BEN;
        }

        @Override
        public Optional<CommitKey> key() {
            return Optional.empty();
        }

        @Override
        public Precondition precondition(Optional<TargetState> target) {
            return new Precondition.NoneGiven();
        }

        @Override
        public boolean isAwaited() {
            return false;
        }
    }

    @Test
    void a_refusal_that_nobody_waits_for_is_not_explained() {
        var document = film(120);
        var seen = cues(document);
        fixture.edit(BY_ANA, document, shortened(seen));
        counted.reset();

        var conflicts =
                fixture.conflict(new Abandoned(), document, shift(1, seen)).conflicts();

        assertThat(conflicts).hasSize(120);
        assertThat(conflicts.stream().filter(Conflict::isExplained)).hasSizeLessThanOrEqualTo(1);
        assertThat(counted.calls).isLessThan(8);
    }
}
