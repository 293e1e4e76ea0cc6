package dev.holdfast.domain.merge;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Flaws of a merged text, compared with those of the texts that it was made of. Equal names are flaws that count as the same. */
public final class MergedFlaws {

    private MergedFlaws() {}

    /** True if the merge has no flaw but those of its base and those that a side added to it; what a side mended is not back. */
    public static boolean areOfSides(List<String> merged, List<String> base, List<String> mine, List<String> theirs) {
        var before = counts(base);
        var one = counts(mine);
        var other = counts(theirs);
        return counts(merged).entrySet().stream().allMatch(flaw -> {
            var ofMine = one.getOrDefault(flaw.getKey(), 0L);
            var ofTheirs = other.getOrDefault(flaw.getKey(), 0L);
            var ofBoth = ofMine + ofTheirs - before.getOrDefault(flaw.getKey(), 0L);
            return flaw.getValue() <= Math.max(ofBoth, Math.max(ofMine, ofTheirs));
        });
    }

    private static Map<String, Long> counts(List<String> flaws) {
        return flaws.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
