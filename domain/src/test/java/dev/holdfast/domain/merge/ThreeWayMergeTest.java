package dev.holdfast.domain.merge;

import static dev.holdfast.domain.merge.ThreeWayMerge.merge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Facet;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Merge.Clean;
import dev.holdfast.domain.Merge.Conflicting;
import dev.holdfast.domain.MergeLaws;
import dev.holdfast.domain.MergePart.Agreed;
import dev.holdfast.domain.MergePart.Disputed;
import dev.holdfast.domain.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ThreeWayMergeTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "different words     | The quick fox jumps.  | The quick brown fox jumps. | The quick fox leaps. | The"
                        + " quick brown fox leaps.",
                "neighbouring words  | red fish              | blue fish                  | red whale            |"
                        + " blue whale",
                "an added end        | one two               | one two three              | zero one two         |"
                        + " zero one two three",
                "a removed word      | one two three four    | one three four             | one two three 4      | one"
                        + " three 4",
                "the same change     | one two               | one 2                      | one 2                | one"
                        + " 2",
                "the same and more   | a b c d               | a B c d                    | a B c D              | a B"
                        + " c D",
                "Japanese            | 私は東京へ行きます。      | 私は京都へ行きます。           | 私は東京へ行きました。    | 私は京都へ行きました。",
                "combining marks     | cafe\u0301 noir          | cafe\u0301 blanc            | the\u0301 noir        "
                        + " | the\u0301 blanc",
                "emoji               | hi \uD83D\uDE00 there    | hi \uD83D\uDE01 there        | ho \uD83D\uDE00 there"
                        + "  | ho \uD83D\uDE01 there",
            })
    void changes_of_different_words_are_merged(String name, String base, String mine, String theirs, String merged) {
        assertThat(merge(base, mine, theirs, Granularity.WORDS))
                .extracting(Merge::cleanText)
                .isEqualTo(Optional.of(merged));
    }

    @Test
    void thai_is_merged_although_it_has_no_spaces() {
        var merged = merge("ฉันรักแมว", "ฉันรักหมา", "เธอรักแมว", Granularity.WORDS);

        assertThat(merged).extracting(Merge::cleanText).isEqualTo(Optional.of("เธอรักหมา"));
    }

    @Test
    void different_changes_of_one_word_dispute_only_that_word() {
        var merged = merge("The quick fox jumps.", "The sly fox leaps.", "The slow fox jumps.", Granularity.WORDS);

        assertThat(merged)
                .isEqualTo(new Conflicting(List.of(
                        Agreed.unchanged(Facet.TEXT, "The "),
                        new Disputed(Facet.TEXT, "quick", "sly", "slow"),
                        Agreed.unchanged(Facet.TEXT, " fox "),
                        new Agreed(Facet.TEXT, "jumps", "leaps", "jumps", "leaps"),
                        Agreed.unchanged(Facet.TEXT, "."))));
        assertThat(merged.conflicts()).containsExactly(new Disputed(Facet.TEXT, "quick", "sly", "slow"));
    }

    @Test
    void letters_of_two_words_are_never_mixed() {
        assertThat(merge("cat", "cart", "cats", Granularity.WORDS)).isInstanceOf(Conflicting.class);
    }

    @Test
    void a_change_of_text_that_the_other_side_removed_is_disputed() {
        assertThat(merge("one two three", "one three", "one 2 three", Granularity.WORDS))
                .isInstanceOf(Conflicting.class);
        assertThat(merge("some text", "", "some other text", Granularity.WORDS)).isInstanceOf(Conflicting.class);
    }

    @Test
    void different_insertions_at_one_place_are_disputed() {
        assertThat(merge("ab cd", "ab mine cd", "ab theirs cd", Granularity.WORDS))
                .isInstanceOf(Conflicting.class);
        assertThat(merge("", "mine", "theirs", Granularity.WORDS)).isInstanceOf(Conflicting.class);
    }

    @Test
    void lines_are_merged_with_the_terminators_they_have() {
        var merged = merge("a\r\nb\nc\rd", "A\r\nb\nc\rd", "a\r\nb\nc\rD", Granularity.LINES);

        assertThat(merged).extracting(Merge::cleanText).isEqualTo(Optional.of("A\r\nb\nc\rD"));
    }

    @Test
    void neighbouring_lines_are_disputed_as_lines_and_merged_as_prose() {
        assertThat(merge("a\nb\n", "A\nb\n", "a\nB\n", Granularity.LINES)).isInstanceOf(Conflicting.class);
        assertThat(merge("a\nb\n", "A\nb\n", "a\nB\n", Granularity.WORDS))
                .extracting(Merge::cleanText)
                .isEqualTo(Optional.of("A\nB\n"));
    }

    @Test
    void a_line_that_moved_away_from_its_neighbours_does_not_confuse_the_words() {
        var merged = merge(
                "First line.\nSecond line.\nThird line.",
                "New first line.\nSecond line.\nThird line.",
                "First line.\nThird line, longer.",
                Granularity.WORDS);

        assertThat(merged).extracting(Merge::cleanText).isEqualTo(Optional.of("New first line.\nThird line, longer."));
    }

    @ParameterizedTest
    @EnumSource(Granularity.class)
    void an_unchanged_side_leaves_the_other_as_it_is(Granularity granularity) {
        Seeds.each(2_000, random -> {
            var base = text(random);
            var other = edited(base, random);

            assertThat(merge(base, base, other, granularity))
                    .extracting(Merge::cleanText)
                    .isEqualTo(Optional.of(other));
            assertThat(merge(base, other, base, granularity))
                    .extracting(Merge::cleanText)
                    .isEqualTo(Optional.of(other));
            assertThat(merge(base, other, other, granularity))
                    .extracting(Merge::cleanText)
                    .isEqualTo(Optional.of(other));
        });
    }

    @ParameterizedTest
    @EnumSource(Granularity.class)
    void with_the_sides_exchanged_the_result_is_the_mirror_image(Granularity granularity) {
        Seeds.each(3_000, random -> {
            var base = text(random);
            var mine = edited(base, random);
            var theirs = edited(base, random);

            var one = merge(base, mine, theirs, granularity);
            var other = merge(base, theirs, mine, granularity);

            assertThat(MergeLaws.mirrored(other)).isEqualTo(one);
        });
    }

    /** Each side uses words of its own, so that what became of them can be counted. */
    @ParameterizedTest
    @EnumSource(Granularity.class)
    void a_merge_drops_no_text_of_either_side(Granularity granularity) {
        Seeds.each(3_000, random -> {
            var base = words(random, "base", 12);
            var mine = withWordsOfTheirOwn(base, "mine", random);
            var theirs = withWordsOfTheirOwn(base, "theirs", random);

            var merged = merge(base, mine, theirs, granularity);

            for (var side : List.of("mine", "theirs")) {
                assertThat(count(everything(merged, side), side))
                        .isEqualTo(count(side.equals("mine") ? mine : theirs, side));
            }
        });
    }

    /** A conflict resolved for one side has all text of that side. */
    private static String everything(Merge merge, String side) {
        return merge.decided(side.equals("mine") ? Disputed::mine : Disputed::theirs);
    }

    private static int count(String text, String word) {
        return text.split(word, -1).length - 1;
    }

    @Test
    void changes_with_an_unchanged_word_between_them_never_conflict() {
        Seeds.each(3_000, random -> {
            var words = new ArrayList<>(List.of(words(random, "w", 10).split(" ")));
            var mine = new ArrayList<>(words);
            var theirs = new ArrayList<>(words);
            var merged = new ArrayList<>(words);
            for (var i = 0; i < words.size(); i += 2) {
                var side = random.nextBoolean() ? mine : theirs;
                side.set(i, "changed" + i);
                merged.set(i, "changed" + i);
            }

            assertThat(merge(
                            String.join(" ", words),
                            String.join(" ", mine),
                            String.join(" ", theirs),
                            Granularity.WORDS))
                    .extracting(Merge::cleanText)
                    .isEqualTo(Optional.of(String.join(" ", merged)));
        });
    }

    @ParameterizedTest
    @EnumSource(Granularity.class)
    void the_parts_are_the_whole_text_of_each_version(Granularity granularity) {
        Seeds.each(3_000, random -> {
            var base = text(random);
            var mine = edited(base, random);
            var theirs = edited(base, random);

            var merged = merge(base, mine, theirs, granularity);

            MergeLaws.hold(merged, base, mine, theirs);
            assertThat(merged.parts()).allMatch(part -> part.facet() == Facet.TEXT);
            if (merged instanceof Conflicting conflicting) {
                assertThat(conflicting.conflicts()).isNotEmpty().allSatisfy(disputed -> {
                    assertThat(disputed.mine()).isNotEqualTo(disputed.theirs()).isNotEqualTo(disputed.base());
                    assertThat(disputed.theirs()).isNotEqualTo(disputed.base());
                    assertThat(base).contains(disputed.base());
                    assertThat(mine).contains(disputed.mine());
                });
            }
        });
    }

    @Test
    void each_part_has_what_one_side_or_both_changed() {
        var merged = merge("a b c d e", "A b X d", "a b X D e", Granularity.WORDS);

        assertThat(merged.parts())
                .containsExactly(
                        new Agreed(Facet.TEXT, "a", "A", "a", "A"),
                        Agreed.unchanged(Facet.TEXT, " b "),
                        new Agreed(Facet.TEXT, "c", "X", "X", "X"),
                        Agreed.unchanged(Facet.TEXT, " "),
                        new Disputed(Facet.TEXT, "d e", "d", "D e"));
    }

    /** The client has the same test with the same texts. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "conflicts.csv", delimiter = '|', maxCharsPerColumn = 4_096)
    void a_choice_of_a_side_makes_no_text_that_nobody_wrote(
            String name,
            String base,
            String mine,
            String theirs,
            String keepMine,
            String takeTheirs,
            String keepBoth,
            int conflicts) {
        var merged = merge(withBreaks(base), withBreaks(mine), withBreaks(theirs), Granularity.WORDS);
        var mirrored = merge(withBreaks(base), withBreaks(theirs), withBreaks(mine), Granularity.WORDS);

        assertThat(merged.decided(Disputed::mine)).isEqualTo(withBreaks(keepMine));
        assertThat(merged.decided(Disputed::theirs)).isEqualTo(withBreaks(takeTheirs));
        assertThat(merged.conflicts()).hasSize(conflicts);
        assertThat(MergeLaws.mirrored(mirrored)).isEqualTo(merged);
    }

    private static String withBreaks(String text) {
        return text.replace("\\n", "\n");
    }

    @Test
    void a_text_that_is_written_anew_is_disputed_without_the_white_space_around_it() {
        var merged = merge(
                "\nOne two three four.\n", "\nOne TWO three four.\n", "\nKim was here today.\n", Granularity.WORDS);

        assertThat(merged)
                .isEqualTo(new Conflicting(List.of(
                        Agreed.unchanged(Facet.TEXT, "\n"),
                        new Disputed(Facet.TEXT, "One two three four.", "One TWO three four.", "Kim was here today."),
                        Agreed.unchanged(Facet.TEXT, "\n"))));
    }

    @Test
    void a_text_that_is_written_anew_while_the_other_side_leaves_it_is_merged() {
        assertThat(merge("One two three.\nFour", "Kim was here.\nFour", "One two three.\nFour!", Granularity.WORDS))
                .extracting(Merge::cleanText)
                .isEqualTo(Optional.of("Kim was here.\nFour!"));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void texts_that_have_little_in_common_are_merged_with_bounded_work() {
        var random = new Random(1);
        var size = 40_000;
        var base = noise(random, size, 50);
        var mine = noise(random, size, 50);
        var theirs = noise(random, size, 2);

        for (var granularity : Granularity.values()) {
            assertThat(merge(base, mine, theirs, granularity)).isInstanceOf(Conflicting.class);
            assertThat(merge(base, base + "x", "x" + base, granularity))
                    .extracting(Merge::cleanText)
                    .isEqualTo(Optional.of("x" + base + "x"));
        }
    }

    @Test
    void a_long_text_that_was_changed_in_many_places_is_still_merged() {
        var base = IntStream.range(0, 5_000)
                .mapToObj(i -> "Line " + i + " of many.\n")
                .toList();
        var mine = new ArrayList<>(base);
        var theirs = new ArrayList<>(base);
        for (var i = 0; i < 5_000; i += 4) {
            mine.set(i, "Mine " + i + ".\n");
            theirs.set(i + 2, "Theirs " + i + ".\n");
        }

        var merged = merge(String.join("", base), String.join("", mine), String.join("", theirs), Granularity.LINES);

        assertThat(merged)
                .isInstanceOfSatisfying(
                        Clean.class,
                        clean -> assertThat(clean.text()).contains("Mine 4996.\nLine 4997 of many.\nTheirs 4996.\n"));
    }

    private static String noise(Random random, int words, int vocabulary) {
        return IntStream.range(0, words)
                .mapToObj(i -> "w" + random.nextInt(vocabulary) + (random.nextInt(9) == 0 ? "\n" : " "))
                .collect(Collectors.joining());
    }

    private static String words(Random random, String word, int most) {
        return IntStream.rangeClosed(0, 2 + random.nextInt(most))
                .mapToObj(i -> word + i)
                .collect(Collectors.joining(" "));
    }

    private static String withWordsOfTheirOwn(String base, String word, Random random) {
        var words = new ArrayList<>(List.of(base.split(" ")));
        for (var i = random.nextInt(4); i >= 0; i--) {
            var at = random.nextInt(words.size());
            if (random.nextBoolean()) {
                words.set(at, word + i);
            } else {
                words.add(at, word + i);
            }
        }
        return String.join(random.nextInt(5) == 0 ? "\n" : " ", words);
    }

    private static String text(Random random) {
        var parts = List.of(
                "a",
                "b",
                "word",
                "two words",
                " ",
                "\n",
                "\r\n",
                "\r",
                ".",
                "\uD83D\uDE00",
                "e\u0301",
                "東京",
                "ไทย",
                "");
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(i -> parts.get(random.nextInt(parts.size())))
                .collect(Collectors.joining());
    }

    private static String edited(String text, Random random) {
        var codePoints = text.codePoints().toArray();
        var at = random.nextInt(codePoints.length + 1);
        var removed = random.nextInt(codePoints.length - at + 1);
        return new String(codePoints, 0, at)
                + text(random)
                + new String(codePoints, at + removed, codePoints.length - at - removed);
    }
}
