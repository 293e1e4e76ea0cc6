package dev.holdfast.domain.comparison;

import dev.holdfast.domain.merge.Alignment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Aligner of two lists of blocks, from what is certain to what is likely: first blocks that are the same in all, then in the gaps
 * between them those with the same text (retimed), those with the same times (corrected), those that are alike, split or joined, and last those that
 * stand elsewhere. For use once.
 */
final class Aligner {

    private static final int NONE = -1;

    /** Part of both lists in which nothing is aligned yet. */
    record Gap(int baseStart, int baseEnd, int fileStart, int fileEnd) {}

    private final List<Unit> base;
    private final List<Unit> file;
    private final int[] fileOf;
    private final int[] baseOf;
    private final int[] joinedInto;
    private final int[] splitFrom;
    private final boolean[] moved;

    Aligner(List<Unit> base, List<Unit> file) {
        this.base = base;
        this.file = file;
        this.fileOf = filled(base.size());
        this.baseOf = filled(file.size());
        this.joinedInto = filled(base.size());
        this.splitFrom = filled(file.size());
        this.moved = new boolean[file.size()];
    }

    private static int[] filled(int length) {
        var values = new int[length];
        Arrays.fill(values, NONE);
        return values;
    }

    FileAlignment alignment() {
        pairHeaders();
        pairCertain();
        pairBy(Unit::textKey);
        pairBy(unit -> unit.isTimed() ? unit.startMillis() + " " + unit.endMillis() : "");
        var alike = new AlikeBlocks(base, file);
        gaps().forEach(gap -> alike.align(gap, this));
        pairMoved(Unit::exactKey);
        pairMoved(unit -> unit.text().isEmpty() ? "" : unit.textKey());
        return new FileAlignment(
                IntStream.range(0, file.size()).mapToObj(this::origin).toList(), deleted());
    }

    /** Each file has at most one header, which stays where it is. */
    private void pairHeaders() {
        if (!base.isEmpty()
                && !file.isEmpty()
                && base.get(0).kind().equals("header")
                && file.get(0).kind().equals("header")) {
            pair(0, 0);
        }
    }

    /**
     * Pairs blocks that are the same in all. One of a text that occurs several times counts only beside another such pair: of
     * captions that were all shifted, some of the same text can come to stand at the time of others.
     */
    private void pairCertain() {
        for (var gap : gaps()) {
            var found = places(gap, Unit::exactKey);
            var unique = uniqueTexts();
            for (var i = 0; i < found.length; i++) {
                var isCertain = found[i] != NONE
                        && (unique.contains(base.get(gap.baseStart() + i).textKey())
                                || isPair(found, i - 1, found[i] - 1, gap)
                                || isPair(found, i + 1, found[i] + 1, gap));
                if (isCertain) {
                    pair(gap.baseStart() + i, gap.fileStart() + found[i]);
                }
            }
        }
    }

    private static boolean isPair(int[] found, int i, int place, Gap gap) {
        var isBeyondBoth = (i < 0 && place < 0) || (i == found.length && place == gap.fileEnd() - gap.fileStart());
        return isBeyondBoth || (i >= 0 && i < found.length && found[i] == place && place >= 0);
    }

    private Set<String> uniqueTexts() {
        var unique = once(base);
        unique.retainAll(once(file));
        return unique;
    }

    private static Set<String> once(List<Unit> units) {
        var seen = new HashSet<String>();
        var once = new HashSet<String>();
        for (var unit : units) {
            if (seen.add(unit.textKey())) {
                once.add(unit.textKey());
            } else {
                once.remove(unit.textKey());
            }
        }
        return once;
    }

    /** Pairs blocks of one gap with equal keys in the same order; an empty key equals none. */
    private void pairBy(Function<Unit, String> key) {
        for (var gap : gaps()) {
            var found = places(gap, key);
            for (var i = 0; i < found.length; i++) {
                var isKeyed = !key.apply(base.get(gap.baseStart() + i)).isEmpty();
                if (found[i] != NONE && isKeyed) {
                    pair(gap.baseStart() + i, gap.fileStart() + found[i]);
                }
            }
        }
    }

    private int[] places(Gap gap, Function<Unit, String> key) {
        return Alignment.of(
                base.subList(gap.baseStart(), gap.baseEnd()).stream().map(key).toList(),
                file.subList(gap.fileStart(), gap.fileEnd()).stream().map(key).toList());
    }

    /** The gaps between the pairs, which ascend on both sides, where both sides have blocks. */
    private List<Gap> gaps() {
        var gaps = new ArrayList<Gap>();
        var baseStart = 0;
        var fileStart = 0;
        for (var i = 0; i <= base.size(); i++) {
            var place = i == base.size() ? file.size() : fileOf[i];
            if (place != NONE) {
                if (i > baseStart && place > fileStart) {
                    gaps.add(new Gap(baseStart, i, fileStart, place));
                }
                baseStart = i + 1;
                fileStart = place + 1;
            }
        }
        return gaps;
    }

    void pair(int baseIndex, int fileIndex) {
        fileOf[baseIndex] = fileIndex;
        baseOf[fileIndex] = baseIndex;
    }

    /** Notes that a block of the base was split into so many blocks of the file. */
    void split(int baseIndex, int fileIndex, int parts) {
        pair(baseIndex, fileIndex);
        for (var i = 1; i < parts; i++) {
            splitFrom[fileIndex + i] = baseIndex;
        }
    }

    /** Notes that so many blocks of the base were joined to one of the file. */
    void join(int baseIndex, int parts, int fileIndex) {
        pair(baseIndex, fileIndex);
        for (var i = 1; i < parts; i++) {
            joinedInto[baseIndex + i] = fileIndex;
        }
    }

    /** Pairs what is left, if only one block on each side has a key. */
    private void pairMoved(Function<Unit, String> key) {
        var left = new HashMap<String, Integer>();
        for (var i = 0; i < base.size(); i++) {
            if (fileOf[i] == NONE && joinedInto[i] == NONE) {
                left.merge(key.apply(base.get(i)), i, (one, another) -> NONE);
            }
        }
        var came = new HashMap<String, Integer>();
        for (var j = 0; j < file.size(); j++) {
            if (baseOf[j] == NONE && splitFrom[j] == NONE) {
                came.merge(key.apply(file.get(j)), j, (one, another) -> NONE);
            }
        }
        came.forEach((name, j) -> {
            var i = name.isEmpty() ? NONE : left.getOrDefault(name, NONE);
            if (i != NONE && j != NONE) {
                pair(i, j);
                moved[j] = true;
            }
        });
    }

    private Origin origin(int place) {
        if (baseOf[place] == NONE) {
            var whole = splitFrom[place] == NONE ? OptionalInt.empty() : OptionalInt.of(splitFrom[place]);
            return new Origin(OptionalInt.empty(), List.of(), whole, false);
        }
        var joined = new ArrayList<Integer>();
        for (var i = baseOf[place] + 1; i < base.size() && joinedInto[i] == place; i++) {
            joined.add(i);
        }
        return new Origin(OptionalInt.of(baseOf[place]), joined, OptionalInt.empty(), moved[place]);
    }

    private List<Integer> deleted() {
        return IntStream.range(0, base.size())
                .filter(i -> fileOf[i] == NONE && joinedInto[i] == NONE)
                .boxed()
                .toList();
    }
}
