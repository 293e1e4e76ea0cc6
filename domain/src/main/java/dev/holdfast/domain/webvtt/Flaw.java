package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.InvalidContent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A syntax error in a block (WebVTT §4).
 *
 * @param kind equal for flaws that count as the same one, wherever it stands
 * @param index its place, as an index into the block's text
 * @param reason the finding and the expectation
 */
record Flaw(String kind, int index, String reason) {

    /** The first flaw that the earlier ones do not include. */
    static Optional<Flaw> firstNew(List<Flaw> before, List<Flaw> now) {
        var known = counts(before);
        return now.stream()
                .filter(flaw -> known.merge(flaw.kind(), -1L, Long::sum) < 0)
                .findFirst();
    }

    /** True if a merge has no flaw but those of its base and those that a side added to it; what both sides mended is not back. */
    static boolean isMergeOf(List<Flaw> merged, List<Flaw> base, List<Flaw> mine, List<Flaw> theirs) {
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

    private static Map<String, Long> counts(List<Flaw> flaws) {
        return flaws.stream().collect(Collectors.groupingBy(Flaw::kind, Collectors.counting()));
    }

    InvalidContent in(String text) {
        return InvalidContent.at(text, index, reason);
    }
}
