package dev.holdfast.domain.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Seeds;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tokens that occur once in each of two texts. */
final class UniqueTokensTest {

    @Test
    void the_pairs_are_a_longest_sequence_of_tokens_that_occur_once_in_each() {
        Seeds.each(2_000, random -> {
            var first = tokens(random);
            var second = tokens(random);

            var pairs = UniqueTokens.common(first, second);

            assertThat(pairs).allSatisfy(pair -> {
                assertThat(count(first, first[pair[0]])).isEqualTo(1);
                assertThat(count(second, first[pair[0]])).isEqualTo(1);
                assertThat(second[pair[1]]).isEqualTo(first[pair[0]]);
            });
            assertThat(pairs).isSortedAccordingTo((one, other) -> Integer.compare(one[0], other[0]));
            assertThat(pairs).isSortedAccordingTo((one, other) -> Integer.compare(one[1], other[1]));
            assertThat(pairs).hasSize(longestAscending(first, second));
        });
    }

    @Test
    void a_token_that_occurs_twice_on_one_side_is_no_pair() {
        assertThat(UniqueTokens.common(new int[] {1, 2, 1}, new int[] {1, 3})).isEmpty();
        assertThat(UniqueTokens.common(new int[] {1, 3}, new int[] {1, 2, 1})).isEmpty();
        assertThat(UniqueTokens.common(new int[] {1, 1, 1}, new int[] {1, 1, 1}))
                .isEmpty();
        assertThat(UniqueTokens.common(new int[] {}, new int[] {})).isEmpty();
    }

    private static int[] tokens(Random random) {
        return random.ints(random.nextInt(16), 0, 12).toArray();
    }

    private static long count(int[] tokens, int token) {
        return Arrays.stream(tokens).filter(each -> each == token).count();
    }

    /** The length of the longest ascending sequence, by comparing every place with all before it. */
    private static int longestAscending(int[] first, int[] second) {
        var common = Arrays.stream(first)
                .filter(token -> count(first, token) == 1 && count(second, token) == 1)
                .map(token -> Arrays.stream(second).boxed().toList().indexOf(token))
                .toArray();
        var lengths = new HashMap<Integer, Integer>();
        for (var i = 0; i < common.length; i++) {
            var longest = 1;
            for (var j = 0; j < i; j++) {
                longest = common[j] < common[i] ? Math.max(longest, lengths.getOrDefault(j, 0) + 1) : longest;
            }
            lengths.put(i, longest);
        }
        return lengths.values().stream().mapToInt(length -> length).max().orElse(0);
    }
}
