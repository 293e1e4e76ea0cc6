package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.InvalidContent;
import java.util.List;
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
        var known = before.stream().collect(Collectors.groupingBy(Flaw::kind, Collectors.counting()));
        return now.stream()
                .filter(flaw -> known.merge(flaw.kind(), -1L, Long::sum) < 0)
                .findFirst();
    }

    InvalidContent in(String text) {
        return InvalidContent.at(text, index, reason);
    }
}
