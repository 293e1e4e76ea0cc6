package dev.holdfast.domain.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.webvtt.WebVtt;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileAlignmentTest {

    private static final String[] WORDS =
            "rain falls on the old harbour while nobody listens to what it says tonight again slowly".split(" ");

    @Test
    void a_file_that_nobody_edited_has_its_blocks_as_they_were() {
        var base = List.of(cue(0, 1000, "Yes."), cue(1000, 2000, "Yes."), cue(2000, 3000, ""));

        var alignment = aligned(base, base);

        assertThat(alignment.origins()).containsExactly(kept(0), kept(1), kept(2));
        assertThat(alignment.deleted()).isEmpty();
    }

    @Test
    void blanks_and_line_terminators_at_the_ends_are_no_edit() {
        var base = List.of(cue(0, 1000, "One\ntwo"), cue(1000, 2000, "Three"));
        var file = List.of(
                written("00:00:00.000 --> 00:00:01.000\r\nOne  \r\ntwo\t"),
                written("1\n00:01.000 --> 00:02.000\nThree "));

        assertThat(aligned(base, file).origins()).containsExactly(kept(0), kept(1));
    }

    @Test
    void captions_that_were_all_shifted_are_the_same_ones_also_where_texts_repeat() {
        var base = IntStream.range(0, 40)
                .mapToObj(i -> cue(i * 1000L, i * 1000L + 900, i % 2 == 0 ? "\u266A" : "Line " + i))
                .toList();
        var file = IntStream.range(0, 40)
                .mapToObj(i -> cue(i * 1000L + 2000, i * 1000L + 2900, i % 2 == 0 ? "\u266A" : "Line " + i))
                .toList();

        assertThat(aligned(base, file).origins())
                .isEqualTo(
                        IntStream.range(0, 40).mapToObj(FileAlignmentTest::kept).toList());
    }

    @Test
    void a_caption_with_other_words_at_its_time_is_the_same_one() {
        var base = List.of(cue(0, 1000, "Nothing of this"), cue(1000, 2000, "Same"));
        var file = List.of(cue(0, 1000, "Quite another text"), cue(1000, 2000, "Same"));

        assertThat(aligned(base, file).origins()).containsExactly(kept(0), kept(1));
    }

    @Test
    void a_caption_that_was_retimed_and_corrected_is_the_same_one() {
        var base = List.of(cue(0, 1000, "First"), cue(1000, 3000, "The rain falls slowly"), cue(3000, 4000, "Last"));
        var file = List.of(cue(0, 1000, "First"), cue(1200, 2900, "The rain falls softly"), cue(3000, 4000, "Last"));

        assertThat(aligned(base, file).origins()).containsExactly(kept(0), kept(1), kept(2));
    }

    @Test
    void a_split_caption_is_recognised_with_all_its_parts() {
        var base = List.of(cue(0, 6000, "Rain falls on the old harbour tonight"), cue(6000, 7000, "Yes."));
        var file = List.of(
                cue(0, 2000, "Rain falls"),
                cue(2000, 4000, "on the old"),
                cue(4000, 6000, "harbour tonight"),
                cue(6000, 7000, "Yes."));

        assertThat(aligned(base, file).origins()).containsExactly(kept(0), part(0), part(0), kept(1));
    }

    @Test
    void joined_captions_are_recognised() {
        var base =
                List.of(cue(0, 1000, "Before"), cue(1000, 3000, "Rain falls on"), cue(3000, 5000, "the old harbour"));
        var file = List.of(cue(0, 1000, "Before"), cue(1000, 5000, "Rain falls on\nthe old harbour"));

        var alignment = aligned(base, file);

        assertThat(alignment.origins())
                .containsExactly(kept(0), new Origin(OptionalInt.of(1), List.of(2), OptionalInt.empty(), false));
        assertThat(alignment.deleted()).isEmpty();
    }

    @Test
    void inserted_and_deleted_captions_leave_their_neighbours_alone() {
        var base = List.of(cue(0, 1000, "One"), cue(1000, 2000, "Two"), cue(2000, 3000, "Three"));
        var file = List.of(cue(0, 1000, "One"), cue(2000, 3000, "Three"), cue(9000, 9500, "Entirely new words"));

        var alignment = aligned(base, file);

        assertThat(alignment.origins()).containsExactly(kept(0), kept(2), added());
        assertThat(alignment.deleted()).containsExactly(1);
    }

    @Test
    void a_caption_at_another_place_was_moved() {
        var base =
                List.of(cue(0, 1000, "One"), cue(1000, 2000, "Two"), cue(2000, 3000, "Three"), cue(3000, 4000, "Four"));
        var file =
                List.of(cue(1000, 2000, "Two"), cue(2000, 3000, "Three"), cue(3000, 4000, "Four"), cue(0, 1000, "One"));

        var origins = aligned(base, file).origins();

        assertThat(origins)
                .containsExactly(
                        kept(1), kept(2), kept(3), new Origin(OptionalInt.of(0), List.of(), OptionalInt.empty(), true));
    }

    @Test
    void every_block_of_both_sides_is_accounted_for_once_after_any_edits() {
        Seeds.each(200, random -> {
            var base = film(random, random.nextInt(40));
            var file = edited(base, random);

            var alignment = aligned(base, file);

            var named = new ArrayList<>(alignment.deleted());
            alignment.origins().forEach(origin -> {
                origin.base().ifPresent(named::add);
                named.addAll(origin.joined());
            });
            assertThat(alignment.origins()).hasSameSizeAs(file);
            assertThat(new HashSet<>(named)).hasSameSizeAs(named).hasSize(base.size());
            var unmoved = alignment.origins().stream()
                    .filter(origin -> !origin.moved())
                    .flatMapToInt(origin -> origin.base().stream())
                    .boxed()
                    .toList();
            assertThat(unmoved).isSorted();
        });
    }

    @Test
    void a_film_of_20_000_captions_is_aligned_in_time_whatever_was_done_to_it() {
        var random = new Random(1);
        var base = film(random, 20_000);
        var others = film(new Random(2), 20_000);
        var same = new ArrayList<>(Collections.nCopies(20_000, cue(0, 1000, "\u266A")));
        var files = List.of(edited(base, random), shifted(base), others, base.subList(10_000, 20_000), same);

        for (var file : files) {
            var start = cpuTime();
            var alignment = aligned(base, file);

            assertThat(cpuTime().minus(start)).isLessThan(Duration.ofSeconds(2));
            assertThat(alignment.origins()).hasSameSizeAs(file);
        }
    }

    /** The time that this thread has computed, whatever else the machine does. */
    private static Duration cpuTime() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    private static List<Block> film(Random random, int captions) {
        var film = new ArrayList<Block>();
        var time = 0L;
        for (var i = 0; i < captions; i++) {
            time += random.nextInt(2000);
            var end = time + 500 + random.nextInt(3000);
            film.add(cue(time, end, sentence(random)));
            time = end;
        }
        return film;
    }

    private static String sentence(Random random) {
        var words = new ArrayList<String>();
        for (var i = random.nextInt(8); i >= 0; i--) {
            words.add(WORDS[random.nextInt(WORDS.length)]);
        }
        return String.join(" ", words);
    }

    private static List<Block> shifted(List<Block> film) {
        return film.stream().map(block -> shifted(block, 1234)).toList();
    }

    private static Block shifted(Block block, long by) {
        var cue = WebVtt.CUES.parse(block.content()).orElseThrow();
        return cue(cue.startMillis() + by, cue.endMillis() + by, cue.text());
    }

    private static List<Block> edited(List<Block> film, Random random) {
        var file = new ArrayList<Block>();
        for (var block : film) {
            var cue = WebVtt.CUES.parse(block.content()).orElseThrow();
            switch (random.nextInt(12)) {
                case 0 -> {
                    // deleted
                }
                case 1 -> {
                    file.add(block);
                    file.add(cue(cue.endMillis(), cue.endMillis() + 10, sentence(random)));
                }
                case 2 -> file.add(cue(cue.startMillis(), cue.endMillis(), sentence(random)));
                case 3 -> file.add(shifted(block, 100));
                case 4 -> file.add(random.nextInt(file.size() + 1), block);
                default -> file.add(block);
            }
        }
        return file;
    }

    private static FileAlignment aligned(List<Block> base, List<Block> file) {
        return FileAlignment.of(base, file, Optional.of(WebVtt.CUES));
    }

    private static Origin kept(int base) {
        return new Origin(OptionalInt.of(base), List.of(), OptionalInt.empty(), false);
    }

    private static Origin part(int base) {
        return new Origin(OptionalInt.empty(), List.of(), OptionalInt.of(base), false);
    }

    private static Origin added() {
        return new Origin(OptionalInt.empty(), List.of(), OptionalInt.empty(), false);
    }

    private static Block cue(long start, long end, String text) {
        return Block.of(SegmentKind.CUE, WebVtt.CUES.write(new Cue(Optional.empty(), start, end, "", text)));
    }

    private static Block written(String text) {
        return Block.of(SegmentKind.CUE, new Content(text));
    }
}
