package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.SegmentKind;
import java.util.List;

/**
 * The lines of one block, of which none is blank (WebVTT §6.2, "collect a WebVTT block").
 *
 * @param lines at least one
 */
record Lines(List<Line> lines) {

    Lines {
        lines = List.copyOf(lines);
    }

    /** The lines of the block that begins at {@code from}. */
    static Lines blockAt(List<Line> file, int from) {
        var seenArrow = file.get(from).hasArrow();
        var end = from + 1;
        while (end < file.size() && !file.get(end).isBlank()) {
            if (file.get(end).hasArrow()) {
                if (seenArrow || end > from + 1) {
                    break;
                }
                seenArrow = true;
            }
            end++;
        }
        return new Lines(file.subList(from, end));
    }

    /** The lines of the header that begins the file, in which no arrow is a cue's. */
    static Lines header(List<Line> file) {
        var end = 1;
        while (end < file.size() && !file.get(end).isBlank() && !file.get(end).hasArrow()) {
            end++;
        }
        return new Lines(file.subList(0, end));
    }

    Line first() {
        return lines.get(0);
    }

    Line last() {
        return lines.get(lines.size() - 1);
    }

    int size() {
        return lines.size();
    }

    /** True if a following line with an arrow would be the timing line of this block. */
    boolean awaitsTimings() {
        return size() == 1 && !first().hasArrow();
    }

    /** True if one of the two lines that can hold a cue's timings has an arrow. */
    boolean claimsTimings() {
        return first().hasArrow() || (size() > 1 && lines.get(1).hasArrow());
    }

    /** The line with the arrow: the second only if the first has none. */
    Line timings() {
        return first().hasArrow() ? first() : lines.get(1);
    }

    /** The kind of block that a parser sees. */
    SegmentKind kind(boolean afterCue) {
        if (claimsTimings()) {
            return Timings.parse(timings().text()).isPresent() ? SegmentKind.CUE : SegmentKind.OTHER;
        }
        if (isNote()) {
            return SegmentKind.NOTE;
        }
        if (afterCue || size() == 1) {
            return SegmentKind.OTHER;
        }
        return isStyle() ? SegmentKind.STYLE : isRegion() ? SegmentKind.REGION : SegmentKind.OTHER;
    }

    boolean isNote() {
        var line = first().text();
        return line.equals("NOTE") || line.startsWith("NOTE ") || line.startsWith("NOTE\t");
    }

    boolean isStyle() {
        return isOnly("STYLE");
    }

    boolean isRegion() {
        return isOnly("REGION");
    }

    private boolean isOnly(String word) {
        var line = first().text();
        return line.startsWith(word)
                && Cursor.at(line, word.length()).skipWhitespace().isAtEnd();
    }
}
