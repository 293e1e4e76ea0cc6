package dev.holdfast.domain.merge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An alignment of the tokens of two texts: a longest common subsequence, found with the greedy algorithm of Myers
 * ("An O(ND) Difference Algorithm and Its Variations", 1986) where the texts are alike, and between their unique common
 * tokens where they are not. Work and memory are bounded: where the texts have nothing of that kind in common either, the
 * region counts as replaced as a whole, which is coarser but never wrong.
 */
public final class Alignment {

    /** The most insertions and deletions to search in one region. */
    private static final int MAX_DIFFERENCES = 256;

    /** The most times that a region is divided at its unique common tokens before it counts as replaced. */
    private static final int MAX_DEPTH = 6;

    private static final int NONE = -1;

    private record Region(int aStart, int aEnd, int bStart, int bEnd, int depth) {}

    private final int[] a;
    private final int[] b;
    private final int[] matches;
    private final Deque<Region> open = new ArrayDeque<>();

    private Alignment(int[] a, int[] b) {
        this.a = a;
        this.b = b;
        this.matches = new int[a.length];
        Arrays.fill(matches, NONE);
    }

    /** For each token of the first text its place in the second, ascending, or -1 where it has none. */
    public static int[] of(List<String> first, List<String> second) {
        var numbers = new HashMap<String, Integer>();
        var alignment = new Alignment(numbered(first, numbers), numbered(second, numbers));
        alignment.open.push(new Region(0, first.size(), 0, second.size(), 0));
        while (!alignment.open.isEmpty()) {
            alignment.align(alignment.open.pop());
        }
        return alignment.matches;
    }

    private static int[] numbered(List<String> tokens, Map<String, Integer> numbers) {
        return tokens.stream()
                .mapToInt(token -> numbers.computeIfAbsent(token, unseen -> numbers.size()))
                .toArray();
    }

    private void align(Region region) {
        var aStart = region.aStart();
        var bStart = region.bStart();
        var aEnd = region.aEnd();
        var bEnd = region.bEnd();
        while (aStart < aEnd && bStart < bEnd && a[aStart] == b[bStart]) {
            matches[aStart++] = bStart++;
        }
        while (aStart < aEnd && bStart < bEnd && a[aEnd - 1] == b[bEnd - 1]) {
            matches[--aEnd] = --bEnd;
        }
        var rest = new Region(aStart, aEnd, bStart, bEnd, region.depth());
        if (aStart < aEnd && bStart < bEnd && !search(rest) && region.depth() < MAX_DEPTH) {
            divide(rest);
        }
    }

    /**
     * Searches the shortest edit script of a region whose ends differ; false if it is longer than {@link #MAX_DIFFERENCES}.
     */
    private boolean search(Region region) {
        var n = region.aEnd() - region.aStart();
        var m = region.bEnd() - region.bStart();
        var limit = Math.min(n + m, MAX_DIFFERENCES);
        var trace = new ArrayList<int[]>();
        var furthest = new int[2 * limit + 3];
        for (var d = 0; d <= limit; d++) {
            for (var k = -d; k <= d; k += 2) {
                var x = step(furthest, limit + 1, d, k);
                var y = x - k;
                while (x < n && y < m && a[region.aStart() + x] == b[region.bStart() + y]) {
                    x++;
                    y++;
                }
                furthest[limit + 1 + k] = x;
                if (x >= n && y >= m) {
                    backtrack(region, trace, d);
                    return true;
                }
            }
            trace.add(Arrays.copyOfRange(furthest, limit + 1 - d, limit + 2 + d));
        }
        return false;
    }

    /** The furthest point of diagonal k with d differences, before it runs along equal tokens. */
    private static int step(int[] furthest, int zero, int d, int k) {
        if (d == 0) {
            return 0;
        }
        var down = k == -d || (k != d && furthest[zero + k - 1] < furthest[zero + k + 1]);
        return down ? furthest[zero + k + 1] : furthest[zero + k - 1] + 1;
    }

    /** Goes back to the start of the region, whose first tokens differ: before the first difference nothing is equal. */
    private void backtrack(Region region, List<int[]> trace, int differences) {
        var x = region.aEnd() - region.aStart();
        var y = region.bEnd() - region.bStart();
        for (var d = differences; d > 0; d--) {
            var before = trace.get(d - 1);
            var k = x - y;
            var down = k == -d || (k != d && at(before, d - 1, k - 1) < at(before, d - 1, k + 1));
            var k0 = down ? k + 1 : k - 1;
            var x0 = at(before, d - 1, k0);
            var y0 = x0 - k0;
            var runStart = down ? x0 : x0 + 1;
            while (x > runStart) {
                x--;
                y--;
                matches[region.aStart() + x] = region.bStart() + y;
            }
            x = x0;
            y = y0;
        }
    }

    /** Diagonal k of a round of the trace; below everything where the round did not get to. */
    private static int at(int[] round, int d, int k) {
        return k < -d || k > d ? Integer.MIN_VALUE : round[k + d];
    }

    /** Divides a region at the tokens that occur once on each side and are in the same order. */
    private void divide(Region region) {
        var anchors = UniqueTokens.common(
                Arrays.copyOfRange(a, region.aStart(), region.aEnd()),
                Arrays.copyOfRange(b, region.bStart(), region.bEnd()));
        if (anchors.isEmpty()) {
            return;
        }
        var aStart = region.aStart();
        var bStart = region.bStart();
        for (var anchor : anchors) {
            var aNext = region.aStart() + anchor[0];
            var bNext = region.bStart() + anchor[1];
            open.push(new Region(aStart, aNext, bStart, bNext, region.depth() + 1));
            matches[aNext] = bNext;
            aStart = aNext + 1;
            bStart = bNext + 1;
        }
        open.push(new Region(aStart, region.aEnd(), bStart, region.bEnd(), region.depth() + 1));
    }
}
