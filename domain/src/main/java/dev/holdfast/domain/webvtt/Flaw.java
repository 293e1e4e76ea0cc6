package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.InvalidContent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something in a block that the syntax of WebVTT §4 does not allow.
 *
 * @param kind the same for flaws that count as one that stayed, wherever it stands
 * @param index where it is, as an index into the block's text
 * @param reason what was found and what is expected
 */
record Flaw(String kind, int index, String reason) {

    /** The first flaw that is not among those of before. */
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
