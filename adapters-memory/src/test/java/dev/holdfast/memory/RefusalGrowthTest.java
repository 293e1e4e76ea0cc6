package dev.holdfast.memory;

import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.BY_BEN;
import static dev.holdfast.memory.Fixture.replace;
import static dev.holdfast.memory.Fixture.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.application.EditRequest;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.Place;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.ContentTooLarge;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.HoldfastException;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.MergeConflict;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.PreconditionRequired;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.TooManySegments;
import dev.holdfast.domain.cue.CueSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Growth of the reads for each kind of refusal: with the batch at most in proportion, with the age of a document not at all. */
final class RefusalGrowthTest {

    private static final SegmentChange OTHER = SegmentChange.to("other");

    /** Refusal of a batch for all cues of a film. */
    enum OfBatch {
        STALE_REPLACE(ConcurrencyConflict.class, seen -> replace(seen, "Hello", "Bye"), true),
        STALE_DELETE(
                ConcurrencyConflict.class,
                seen -> new EditRequest.Delete(seen.id(), seen(seen), Optional.empty()),
                true),
        STALE_MOVE(
                ConcurrencyConflict.class,
                seen -> new EditRequest.Move(seen.id(), seen(seen), new Place.AtBeginning()),
                true),
        RESTORE_OF_LIVING(
                ConcurrencyConflict.class, seen -> new EditRequest.Restore(seen.id(), seen(seen), OTHER), true),
        UNGUARDED(
                PreconditionRequired.class,
                seen -> new EditRequest.Replace(seen.id(), new Precondition.NoneGiven(), OTHER),
                false),
        INVALID(InvalidContent.class, seen -> replace(seen, "Hello", "-->"), false),
        UNKNOWN_PLACE(
                InvalidEdit.class,
                seen -> new EditRequest.Move(
                        seen.id(), seen(seen), new Place.After(new SegmentId(seen.document(), "nowhere"))),
                false),
        UNKNOWN_SEGMENT(
                NotFound.class,
                seen -> new EditRequest.Delete(
                        new SegmentId(seen.document(), seen.id().local() + "-not"), seen(seen), Optional.empty()),
                false);

        private final Class<? extends HoldfastException> refusal;
        private final Function<Segment, EditRequest> edit;
        private final boolean isStale;

        OfBatch(Class<? extends HoldfastException> refusal, Function<Segment, EditRequest> edit, boolean isStale) {
            this.refusal = refusal;
            this.edit = edit;
            this.isStale = isStale;
        }
    }

    private final CountedStore counted = new CountedStore();
    private final Fixture fixture = Fixture.over(counted.store());

    private Document film(int cues) {
        return fixture.captions(IntStream.range(0, cues)
                .mapToObj(i -> "%02d:%02d.000 --> %02d:%02d.900\nHello there".formatted(i / 60, i % 60, i / 60, i % 60))
                .toArray(String[]::new));
    }

    private void refuse(ThrowingCallable request, Class<? extends HoldfastException> refusal) {
        counted.reset();
        assertThat(catchThrowable(request)).isInstanceOf(refusal);
    }

    private void refuse(OfBatch kind, int size) {
        var document = film(size);
        var seen = fixture.cues(document);
        if (kind.isStale) {
            fixture.edit(
                    BY_ANA,
                    document,
                    seen.stream().map(cue -> replace(cue, "there", "you")).toArray(EditRequest[]::new));
        }
        var edits = seen.stream().map(kind.edit).toArray(EditRequest[]::new);
        refuse(() -> fixture.edit(BY_BEN, document, edits), kind.refusal);
    }

    @ParameterizedTest
    @EnumSource
    void the_reads_grow_no_faster_than_the_batch(OfBatch kind) {
        refuse(kind, 90);
        var calls = counted.calls;
        var segments = counted.segments;

        refuse(kind, 900);

        assertThat(counted.calls).isEqualTo(calls);
        assertThat(counted.segments).isLessThanOrEqualTo(10 * segments + 10);
    }

    /** Last edit of a batch that places segments, each after another cue, and is refused for that edit. */
    enum OfPlacing {
        UNKNOWN_PLACE(
                InvalidEdit.class, cue -> insert(Optional.empty(), "x", new SegmentId(cue.document(), "nowhere"))),
        OTHER_DOCUMENT(
                InvalidEdit.class,
                cue -> insert(Optional.empty(), "x", new SegmentId(new DocumentId("other"), "nowhere"))),
        USED_ID(AlreadyExists.class, cue -> insert(Optional.of(cue.id().local()), "x", cue.id())),
        INVALID(InvalidContent.class, cue -> insert(Optional.empty(), "-->", cue.id())),
        TOO_LONG(ContentTooLarge.class, cue -> insert(Optional.empty(), "x".repeat(300_000), cue.id())),
        MOVE_AFTER_ITSELF(
                InvalidEdit.class, cue -> new EditRequest.Move(cue.id(), seen(cue), new Place.After(cue.id()))),
        INVALID_REPLACE(InvalidContent.class, cue -> replace(cue, "Hello", "-->")),
        SPLIT_OUTSIDE(
                InvalidEdit.class, cue -> new EditRequest.Split(cue.id(), seen(cue), new CueSplit(5, 99_000_000)));

        private final Class<? extends HoldfastException> refusal;
        private final Function<Segment, EditRequest> last;

        OfPlacing(Class<? extends HoldfastException> refusal, Function<Segment, EditRequest> last) {
            this.refusal = refusal;
            this.last = last;
        }
    }

    private static EditRequest insert(Optional<String> id, String text, SegmentId after) {
        return new EditRequest.Insert(id, NewContent.of("00:05.000 --> 00:06.000\n" + text), new Place.After(after));
    }

    /** Insertions, moves and splits in turn, each at a place of its own. */
    private static EditRequest placing(int index, Segment cue, Segment before) {
        return switch (index % 3) {
            case 0 -> insert(Optional.of("new" + index), "x", cue.id());
            case 1 -> new EditRequest.Move(cue.id(), seen(cue), new Place.After(before.id()));
            default -> new EditRequest.Split(cue.id(), seen(cue), new CueSplit(5, 1_000L * index + 400));
        };
    }

    private void refuse(OfPlacing kind, int size) {
        var document = film(size);
        var seen = fixture.cues(document);
        var edits = IntStream.range(0, size)
                .mapToObj(i -> i < size - 1
                        ? placing(i, seen.get(i), seen.get(Math.max(0, i - 5)))
                        : kind.last.apply(seen.get(i)))
                .toArray(EditRequest[]::new);
        refuse(() -> fixture.edit(BY_BEN, document, edits), kind.refusal);
    }

    @ParameterizedTest
    @EnumSource
    void the_calls_for_a_batch_that_places_segments_do_not_grow_with_it(OfPlacing kind) {
        refuse(kind, 90);
        var calls = counted.calls;

        refuse(kind, 900);

        assertThat(counted.calls).isEqualTo(calls);
    }

    @Test
    void the_calls_for_a_batch_that_would_be_too_large_do_not_grow_with_it() {
        var calls = new ArrayList<Integer>();
        for (var size : new int[] {90, 900}) {
            var limited = Fixture.over(counted.store(), Fixture.RULES.withMaxSegments(size));
            var document = limited.captions("00:00.000 --> 00:01.000\nHello");
            var first = limited.cues(document).get(0);
            var edits = IntStream.range(0, size)
                    .mapToObj(i -> insert(Optional.of("new" + i), "x", first.id()))
                    .toArray(EditRequest[]::new);

            refuse(() -> limited.edit(BY_BEN, document, edits), TooManySegments.class);
            calls.add(counted.calls);
        }

        assertThat(calls.get(1)).isEqualTo(calls.get(0));
    }

    @Test
    void insertions_one_after_the_other_look_for_their_place_once() {
        var calls = new ArrayList<Integer>();
        for (var size : new int[] {90, 900}) {
            var document = film(2);
            var first = fixture.cues(document).get(0);
            var edits = IntStream.range(0, size)
                    .mapToObj(i -> insert(
                            Optional.of("new" + i),
                            "x",
                            i == 0 ? first.id() : new SegmentId(document.id(), "new" + (i - 1))))
                    .toArray(EditRequest[]::new);
            counted.reset();
            fixture.edit(BY_BEN, document, edits);
            calls.add(counted.calls);

            assertThat(fixture.cues(document))
                    .extracting(cue -> cue.id().local())
                    .contains("new0", "new" + (size - 1));
        }

        assertThat(calls.get(1)).isEqualTo(calls.get(0));
    }

    /** A segment with so many versions of a long text; returns them, the oldest first. */
    private Segment[] versions(int count) {
        var first = fixture.segment("long text ".repeat(2_000));
        var versions = new Segment[count];
        versions[0] = first;
        for (var i = 1; i < count; i++) {
            var request = BY_ANA.expecting(versions[i - 1].hash());
            var text = "version " + i + first.content().text();
            versions[i] = fixture.holdfast
                    .segments()
                    .edit(request, first.id(), SegmentChange.to(text))
                    .segment();
        }
        return versions;
    }

    private void refuseGone(int versions) {
        var all = versions(versions);
        var id = all[0].id();
        fixture.holdfast.segments().delete(BY_ANA.expecting(all[versions - 1].hash()), id);
        refuse(() -> fixture.holdfast.segments().edit(BY_BEN.expecting(all[0].hash()), id, OTHER), SegmentGone.class);
    }

    @Test
    void the_reads_for_a_gone_segment_do_not_grow_with_its_versions() {
        refuseGone(3);
        var calls = counted.calls;

        refuseGone(200);

        assertThat(counted.calls).isEqualTo(calls);
        assertThat(counted.characters).isLessThan(100_000);
    }

    private void refuseMerge(int versions) {
        var all = versions(versions);
        var mine = SegmentChange.to("mine " + all[0].content().text());
        refuse(() -> fixture.holdfast.segments().merge(BY_BEN, all[0].id(), all[0].hash(), mine), MergeConflict.class);
    }

    @Test
    void the_reads_for_a_merge_conflict_do_not_grow_with_the_versions_since() {
        refuseMerge(3);
        var calls = counted.calls;

        refuseMerge(200);

        assertThat(counted.calls).isEqualTo(calls);
        assertThat(counted.characters).isLessThan(200_000);
    }

    @Test
    void the_characters_read_for_a_condition_with_many_tags_are_bounded() {
        var all = versions(300);
        var tags = new HashSet<Hash>();
        Arrays.stream(all, 0, 299).map(Segment::hash).forEach(tags::add);
        var request = BY_BEN.expecting(new Precondition.Matches(tags));

        refuse(() -> fixture.holdfast.segments().edit(request, all[0].id(), OTHER), ConcurrencyConflict.class);

        assertThat(counted.characters).isLessThan(3_000_000);
    }

    private void refuseTitle(int versions) {
        var document = fixture.document("text");
        var now = document;
        for (var i = 0; i < versions; i++) {
            now = rename(BY_ANA.expecting(now.hash()), document, "Title " + i);
        }
        refuse(() -> rename(BY_BEN.expecting(document.hash()), document, "Mine"), DocumentConflict.class);
    }

    private Document rename(WriteRequest request, Document document, String title) {
        return fixture.holdfast
                .documents()
                .describe(
                        request,
                        document.id(),
                        info -> new DocumentInfo(title, info.mediaType(), "en", Optional.empty()))
                .document();
    }

    @Test
    void the_reads_for_a_stale_title_do_not_grow_with_its_versions() {
        refuseTitle(3);
        var calls = counted.calls;

        refuseTitle(200);

        assertThat(counted.calls).isEqualTo(calls);
    }
}
