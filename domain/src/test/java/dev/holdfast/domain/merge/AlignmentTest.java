package dev.holdfast.domain.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Alignments of the tokens of two texts. */
final class AlignmentTest {

    @Test
    void texts_that_are_alike_are_aligned_by_a_longest_common_subsequence() {
        Seeds.each(2_000, random -> {
            var first = tokens(random);
            var second = tokens(random);

            var matches = Alignment.of(first, second);

            pairsAreEqualAndAscend(first, second, matches);
            assertThat(aligned(matches)).isEqualTo(longestCommon(first, second));
        });
    }

    @Test
    void equal_texts_are_aligned_token_by_token() {
        assertThat(Alignment.of(List.of("a", "b", "a"), List.of("a", "b", "a"))).containsExactly(0, 1, 2);
        assertThat(Alignment.of(List.of("a"), List.of())).containsExactly(-1);
        assertThat(Alignment.of(List.of(), List.of("a"))).isEmpty();
    }

    @Test
    void a_text_that_was_changed_everywhere_is_aligned_at_the_words_that_occur_once() {
        var first = new ArrayList<String>();
        var second = new ArrayList<String>();
        for (var i = 0; i < 300; i++) {
            first.addAll(List.of("the", "once" + i, "the", "mine" + i));
            second.addAll(List.of("the", "once" + i, "the", "theirs" + i));
        }
        first.add("the");
        second.add("the");

        var matches = Alignment.of(first, second);

        for (var i = 0; i < first.size(); i++) {
            assertThat(matches[i]).isEqualTo(first.get(i).startsWith("mine") ? -1 : i);
        }
    }

    @Test
    void words_that_changed_places_in_a_text_that_was_changed_everywhere_are_aligned_in_one_order() {
        var first = new ArrayList<String>();
        var second = new ArrayList<String>();
        for (var i = 0; i < 300; i++) {
            first.addAll(List.of("mine" + i, "once" + i));
            second.addAll(List.of("once" + (i ^ 1), "theirs" + i));
        }

        var matches = Alignment.of(first, second);

        pairsAreEqualAndAscend(first, second, matches);
        assertThat(aligned(matches)).isEqualTo(150);
    }

    @Test
    void a_text_that_was_replaced_as_a_whole_is_aligned_nowhere_but_at_its_ends() {
        var first = around(IntStream.range(0, 300).mapToObj(i -> "mine" + i).toList());
        var second = around(IntStream.range(0, 300).mapToObj(i -> "theirs" + i).toList());

        var matches = Alignment.of(first, second);

        assertThat(matches[0]).isZero();
        assertThat(matches[first.size() - 1]).isEqualTo(second.size() - 1);
        assertThat(aligned(matches)).isEqualTo(2);
    }

    private static List<String> around(List<String> tokens) {
        var all = new ArrayList<>(List.of("start"));
        all.addAll(tokens);
        all.add("end");
        return all;
    }

    private static List<String> tokens(Random random) {
        return IntStream.range(0, random.nextInt(14))
                .mapToObj(i -> List.of("a", "b", "c", "d").get(random.nextInt(4)))
                .toList();
    }

    private static void pairsAreEqualAndAscend(List<String> first, List<String> second, int[] matches) {
        assertThat(matches).hasSize(first.size());
        var before = -1;
        for (var i = 0; i < matches.length; i++) {
            if (matches[i] >= 0) {
                assertThat(second.get(matches[i])).isEqualTo(first.get(i));
                assertThat(matches[i]).isGreaterThan(before);
                before = matches[i];
            }
        }
    }

    private static long aligned(int[] matches) {
        return Arrays.stream(matches).filter(place -> place >= 0).count();
    }

    private static int longestCommon(List<String> first, List<String> second) {
        var lengths = new int[first.size() + 1][second.size() + 1];
        for (var i = 1; i <= first.size(); i++) {
            for (var j = 1; j <= second.size(); j++) {
                lengths[i][j] = first.get(i - 1).equals(second.get(j - 1))
                        ? lengths[i - 1][j - 1] + 1
                        : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
            }
        }
        return lengths[first.size()][second.size()];
    }
}
