package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Merge.Clean;
import dev.holdfast.domain.Merge.Conflicting;
import dev.holdfast.domain.Piece;
import dev.holdfast.domain.Piece.Disputed;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CuePatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Merges of a cue that two people edited. */
final class CueMergeTest {

    private static final String BASE = "id\n00:01.000 --> 00:02.000 align:start\nsome words here";

    private final WebVtt webVtt = new WebVtt();

    @Test
    void a_changed_start_and_a_changed_word_are_merged() {
        var merged = merge(BASE, BASE.replace("00:01.000", "00:01.500"), BASE.replace("words", "text"));

        assertThat(merged).isEqualTo(new Clean("id\n00:01.500 --> 00:02.000 align:start\nsome text here"));
    }

    @Test
    void changes_of_different_parts_are_merged() {
        var mine = "other\n00:01.500 --> 00:02.000 align:start\nsome words there";
        var theirs = "id\n00:01.000 --> 00:03.000 line:0\nmany words here";

        assertThat(merge(BASE, mine, theirs))
                .isEqualTo(new Clean("other\n00:01.500 --> 00:03.000 line:0\nmany words there"));
    }

    @Test
    void two_changes_of_one_time_dispute_only_the_time() {
        var merged = merge(
                BASE,
                BASE.replace("00:01.000", "00:01.500"),
                BASE.replace("00:01.000", "00:01.200").replace("words", "text"));

        assertThat(merged)
                .isEqualTo(new Conflicting(List.of(
                        new Piece.Agreed("id\n"),
                        new Disputed("00:01.000", "00:01.500", "00:01.200"),
                        new Piece.Agreed(" --> 00:02.000 align:start\nsome text here"))));
    }

    @Test
    void the_same_time_written_in_two_ways_is_not_disputed() {
        var merged = merge(BASE, BASE.replace("00:01.000", "00:00:01.500"), BASE.replace("00:01.000", "00:01.500"));
        var mirrored = merge(BASE, BASE.replace("00:01.000", "00:01.500"), BASE.replace("00:01.000", "00:00:01.500"));

        assertThat(merged).isInstanceOf(Clean.class).isEqualTo(mirrored);
    }

    @Test
    void settings_are_one_part() {
        assertThat(merge(BASE, BASE.replace("align:start", "line:0"), BASE.replace("align:start", "line:1")))
                .isInstanceOf(Conflicting.class);
    }

    @Test
    void a_clean_merge_that_is_not_a_valid_cue_is_disputed_as_a_whole() {
        var mine = BASE.replace("00:01.000", "00:01.900");
        var theirs = BASE.replace("00:02.000", "00:01.500");

        assertThat(merge(BASE, mine, theirs)).isEqualTo(new Conflicting(List.of(new Disputed(BASE, mine, theirs))));
    }

    @Test
    void a_side_that_changed_nothing_leaves_the_other_as_it_is() {
        Seeds.each(5_000, random -> {
            var base = cue(random);
            var other = edited(base, random);

            assertThat(merge(base, base, other)).isEqualTo(new Clean(other));
            assertThat(merge(base, other, base)).isEqualTo(new Clean(other));
            assertThat(merge(base, other, other)).isEqualTo(new Clean(other));
        });
    }

    @Test
    void with_the_sides_exchanged_the_result_is_the_mirror_image() {
        Seeds.each(5_000, random -> {
            var base = cue(random);
            var mine = edited(base, random);
            var theirs = edited(base, random);

            var one = merge(base, mine, theirs);
            var other = merge(base, theirs, mine);

            assertThat(mirrored(other)).isEqualTo(one);
        });
    }

    @Test
    void a_clean_result_is_valid_and_holds_every_change_that_one_side_made() {
        Seeds.each(10_000, random -> {
            var base = cue(random);
            var mine = edited(base, random);
            var theirs = edited(base, random);

            if (merge(base, mine, theirs) instanceof Clean clean) {
                var merged = new Content(clean.text());

                assertThatCode(() -> webVtt.validate(block(base), merged)).doesNotThrowAnyException();
                holdsTheChanges(parsed(base), parsed(mine), parsed(theirs), parsed(merged.text()));
                holdsTheChanges(parsed(base), parsed(theirs), parsed(mine), parsed(merged.text()));
            }
        });
    }

    private static void holdsTheChanges(Cue base, Cue changed, Cue other, Cue merged) {
        assertThat(merged.identifier())
                .isEqualTo(changed.identifier().equals(base.identifier()) ? other.identifier() : changed.identifier());
        assertThat(merged.startMillis())
                .isEqualTo(changed.startMillis() == base.startMillis() ? other.startMillis() : changed.startMillis());
        assertThat(merged.endMillis())
                .isEqualTo(changed.endMillis() == base.endMillis() ? other.endMillis() : changed.endMillis());
        assertThat(merged.settings())
                .isEqualTo(changed.settings().equals(base.settings()) ? other.settings() : changed.settings());
        if (changed.text().equals(base.text())) {
            assertThat(merged.text()).isEqualTo(other.text());
        }
        assertThat(newWords(changed.text())).allMatch(merged.text()::contains);
    }

    @Test
    void a_conflict_resolved_for_one_side_has_all_text_of_that_side() {
        Seeds.each(5_000, random -> {
            var base = cue(random);
            var mine = edited(base, random);
            var theirs = edited(base, random);

            if (merge(base, mine, theirs) instanceof Conflicting conflicting) {
                assertThat(newWords(mine)).allMatch(decided(conflicting, true)::contains);
                assertThat(newWords(theirs)).allMatch(decided(conflicting, false)::contains);
            }
        });
    }

    private static List<String> newWords(String text) {
        return List.of(text.split("[ \r\n]", -1)).stream()
                .filter(word -> word.startsWith("new"))
                .toList();
    }

    private static String decided(Conflicting conflicting, boolean mine) {
        return conflicting.pieces().stream()
                .map(piece -> piece instanceof Disputed disputed
                        ? (mine ? disputed.mine() : disputed.theirs())
                        : ((Piece.Agreed) piece).text())
                .collect(Collectors.joining());
    }

    private static Merge mirrored(Merge merge) {
        return merge instanceof Conflicting conflicting
                ? new Conflicting(conflicting.pieces().stream()
                        .map(piece -> piece instanceof Disputed disputed
                                ? new Disputed(
                                        disputed.base(), /* mine= */ disputed.theirs(), /* theirs= */ disputed.mine())
                                : piece)
                        .toList())
                : merge;
    }

    private Merge merge(String base, String mine, String theirs) {
        return webVtt.merge(block(base), new Content(mine), new Content(theirs));
    }

    private static Block block(String text) {
        return Block.of(SegmentKind.CUE, new Content(text));
    }

    private static Cue parsed(String text) {
        return WebVtt.CUES.parse(new Content(text)).orElseThrow();
    }

    private static String cue(Random random) {
        return RandomFiles.one(random, List.of("", "id\n", "7\r\n"))
                + RandomFiles.one(random, List.of("00:01.000 --> ", "00:00:01.000\t-->  ", "1:00:01.000 --> "))
                + RandomFiles.one(random, List.of("00:04.000", "02:00:00.000", "00:00.500"))
                + RandomFiles.one(random, List.of("", " align:start", "  line:0 ", " align:middle"))
                + RandomFiles.one(random, List.of("", "\nsome words here", "\r\nsome words\r\nover there", "\na"));
    }

    /** Makes some of the changes that people make, valid or not before the change, and never an invalid one. */
    private String edited(String base, Random random) {
        var patch = CuePatch.NOTHING;
        var cue = parsed(base);
        if (random.nextInt(4) == 0) {
            patch = patch.withIdentifier(RandomFiles.one(random, List.of("", "a", "b")));
        }
        if (random.nextInt(3) == 0) {
            patch = patch.withStartMillis(random.nextInt(900) + (cue.startMillis() > 3_600_000 ? 3_600_000 : 0));
        }
        if (random.nextInt(3) == 0) {
            patch = patch.withEndMillis(cue.endMillis() + random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            patch = patch.withSettings(RandomFiles.one(random, List.of("", "line:5", "size:5%")));
        }
        if (random.nextInt(2) == 0) {
            patch = patch.withText(withNewWords(cue.text(), random));
        }
        return WebVtt.CUES.rewrite(new Content(base), patch).text();
    }

    private static String withNewWords(String text, Random random) {
        var words = new ArrayList<>(List.of(text.split(" ", -1)));
        var at = random.nextInt(words.size());
        if (random.nextBoolean()) {
            words.set(at, "new" + random.nextInt(1000));
        } else {
            words.add(at, "new" + random.nextInt(1000));
        }
        return String.join(" ", words).strip();
    }
}
