package dev.holdfast.domain.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The marks within one paragraph of Markdown: code spans, emphasis, strikethrough, links (CommonMark §6). */
final class InlineMarks {

    private static final int LONGEST_EMPHASIS = 3;

    private final String text;
    private final Map<String, Integer> counts = new TreeMap<>();
    private int brackets;
    private int position;

    private InlineMarks(String text) {
        this.text = text;
    }

    /** A flaw for each kind of mark that has no partner. */
    static List<String> open(String paragraph) {
        return new InlineMarks(paragraph).read();
    }

    private List<String> read() {
        var flaws = new ArrayList<String>();
        var code = new CodeSpans(text);
        while (position < text.length()) {
            var unit = text.charAt(position);
            if (unit == '\\') {
                position += 2;
            } else if (unit == '`') {
                var end = code.endOf(position);
                if (end.isEmpty()) {
                    flaws.add("open `");
                }
                position = end.orElse(code.endOfRun(position));
            } else {
                readMark(unit);
            }
        }
        counts.forEach((mark, count) -> {
            if (count % 2 != 0) {
                flaws.add("open " + mark);
            }
        });
        if (brackets != 0) {
            flaws.add("open [");
        }
        return flaws;
    }

    private void readMark(char unit) {
        var end = position + 1;
        switch (unit) {
            case '[' -> brackets++;
            case ']' -> brackets--;
            case '*', '_', '~' -> {
                while (end < text.length() && text.charAt(end) == unit) {
                    end++;
                }
                count(unit, end);
            }
            default -> {}
        }
        position = end;
    }

    /** Counts a run of marks that can open or close emphasis, which one between spaces and an underscore within a word cannot. */
    private void count(char unit, int end) {
        var before = position == 0 ? ' ' : text.charAt(position - 1);
        var after = end == text.length() ? ' ' : text.charAt(end);
        var length = end - position;
        var isMark = !(Character.isWhitespace(before) && Character.isWhitespace(after))
                && !(unit == '_' && Character.isLetterOrDigit(before) && Character.isLetterOrDigit(after))
                && length <= LONGEST_EMPHASIS;
        if (isMark && unit == '~') {
            counts.merge("~~", length == 2 ? 1 : 0, Integer::sum);
        } else if (isMark) {
            counts.merge(String.valueOf(unit), length % 2, Integer::sum);
            counts.merge(String.valueOf(unit).repeat(2), length / 2, Integer::sum);
        }
    }
}
