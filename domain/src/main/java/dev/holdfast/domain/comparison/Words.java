package dev.holdfast.domain.comparison;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The words of texts as numbers, so that texts are compared quickly. For use by one thread. */
final class Words {

    private static final Pattern TAG = Pattern.compile("<[^<>]*+>");
    private static final Pattern WORD =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]"
                    + "|[\\p{L}\\p{N}\\p{M}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]]++"
                    + "|[\\p{S}]");

    private final Map<String, Integer> numbers = new HashMap<>();

    /** The numbers of a text's words, ascending. Words of scripts without blanks are single characters. */
    int[] of(String text) {
        var words = WORD.matcher(TAG.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT));
        var found = words.results()
                .mapToInt(word -> numbers.computeIfAbsent(word.group(), unseen -> numbers.size()))
                .toArray();
        Arrays.sort(found);
        return found;
    }

    /** The number of words that two texts have in common, each as often as both have it. */
    static int common(int[] first, int[] second) {
        var common = 0;
        for (int i = 0, j = 0; i < first.length && j < second.length; ) {
            if (first[i] == second[j]) {
                common++;
                i++;
                j++;
            } else if (first[i] < second[j]) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }
}
