package dev.holdfast.domain.merge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tokens that occur exactly once in each of two texts, which are therefore surely the same. */
final class UniqueTokens {

    private static final int SEVERAL = -1;

    private UniqueTokens() {}

    /** Pairs of places, ascending in both texts: a longest sequence of such tokens in the same order. */
    static List<int[]> common(int[] first, int[] second) {
        var inFirst = places(first);
        var inSecond = places(second);
        var pairs = new ArrayList<int[]>();
        for (var i = 0; i < first.length; i++) {
            var place = inSecond.getOrDefault(first[i], SEVERAL);
            if (place != SEVERAL && inFirst.getOrDefault(first[i], SEVERAL) != SEVERAL) {
                pairs.add(new int[] {i, place});
            }
        }
        return longestAscending(pairs);
    }

    private static Map<Integer, Integer> places(int[] tokens) {
        var places = new HashMap<Integer, Integer>();
        for (var i = 0; i < tokens.length; i++) {
            places.merge(tokens[i], i, (one, another) -> SEVERAL);
        }
        return places;
    }

    /** The pairs ascend in their first member already; patience sorting finds the longest that do in the second too. */
    private static List<int[]> longestAscending(List<int[]> pairs) {
        var piles = new ArrayList<Integer>();
        var before = new int[pairs.size()];
        for (var i = 0; i < pairs.size(); i++) {
            var pile = pileFor(pairs, piles, pairs.get(i)[1]);
            before[i] = pile == 0 ? -1 : piles.get(pile - 1);
            if (pile == piles.size()) {
                piles.add(i);
            } else {
                piles.set(pile, i);
            }
        }
        var longest = new ArrayDeque<int[]>();
        for (var i = piles.isEmpty() ? -1 : piles.get(piles.size() - 1); i >= 0; i = before[i]) {
            longest.addFirst(pairs.get(i));
        }
        return List.copyOf(longest);
    }

    private static int pileFor(List<int[]> pairs, List<Integer> piles, int place) {
        var low = 0;
        var high = piles.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (pairs.get(piles.get(middle))[1] < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
