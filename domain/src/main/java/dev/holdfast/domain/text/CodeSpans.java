package dev.holdfast.domain.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Code spans of a paragraph: each ends with as many backticks as it begins with (CommonMark §6.1). */
final class CodeSpans {

    private final String text;

    /** The places of the runs of backticks, by their length. */
    private final Map<Integer, Deque<Integer>> runs = new HashMap<>();

    CodeSpans(String text) {
        this.text = text;
        for (var i = text.indexOf('`'); i >= 0; i = text.indexOf('`', endOfRun(i))) {
            runs.computeIfAbsent(endOfRun(i) - i, length -> new ArrayDeque<>()).add(i);
        }
    }

    /** The index after the run of backticks that begins at an index. */
    int endOfRun(int start) {
        var end = start;
        while (end < text.length() && text.charAt(end) == '`') {
            end++;
        }
        return end;
    }

    /** The index after the code span that begins at an index; empty if none does. Later calls are for later places. */
    OptionalInt endOf(int start) {
        var length = endOfRun(start) - start;
        var ends = runs.getOrDefault(length, new ArrayDeque<>());
        while (!ends.isEmpty() && ends.getFirst() <= start) {
            ends.removeFirst();
        }
        return ends.isEmpty() ? OptionalInt.empty() : OptionalInt.of(ends.getFirst() + length);
    }
}
