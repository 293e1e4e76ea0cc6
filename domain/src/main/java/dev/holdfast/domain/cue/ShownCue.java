package dev.holdfast.domain.cue;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A cue as viewers see it, and where its parts stand in its block.
 *
 * @param index the block among those checked, counted from 0
 * @param startMillis when it appears, in milliseconds
 * @param endMillis when it disappears, in milliseconds
 * @param timesLine the line of the block that holds the times, counted from 1
 * @param lines the lines of its text without markup; none if there is no text
 */
public record ShownCue(int index, long startMillis, long endMillis, int timesLine, List<ShownLine> lines) {

    public ShownCue {
        lines = List.copyOf(lines);
    }

    /** The characters that a viewer sees, of all lines. */
    public int characters() {
        return lines.stream().mapToInt(ShownLine::characters).sum();
    }

    /** The cue at other times. */
    public ShownCue at(long start, long end) {
        return new ShownCue(index, start, end, timesLine, lines);
    }

    /**
     * A line of the text as viewers see it.
     *
     * @param text the line without markup, and without white space at either end
     * @param line the line of the block that it stands in, counted from 1
     */
    public record ShownLine(String text, int line) {

        /** One character as readers count it: an extended grapheme cluster (UAX 29). */
        private static final Pattern CHARACTER = Pattern.compile("\\X");

        /** The characters that a viewer sees; format characters alone are not counted. */
        public int characters() {
            var count = 0;
            var matcher = CHARACTER.matcher(text);
            while (matcher.find()) {
                if (isVisible(matcher.group())) {
                    count++;
                }
            }
            return count;
        }

        private static boolean isVisible(String character) {
            return character.codePoints().anyMatch(codePoint -> Character.getType(codePoint) != Character.FORMAT);
        }
    }
}
