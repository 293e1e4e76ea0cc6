package dev.holdfast.domain.webvtt;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a file, ended by LF, CR or CRLF (WebVTT §4.1).
 *
 * @param start the index of its first character in the whole text
 * @param text the line without its terminator
 * @param terminator its line terminator; empty at the end of the text
 */
record Line(int start, String text, String terminator) {

    private static final String ARROW = "-->";

    /** The lines of a text. A terminator at the end of the text begins no further line. */
    static List<Line> of(String text) {
        var lines = new ArrayList<Line>();
        var start = 0;
        while (start < text.length()) {
            var line = at(text, start);
            lines.add(line);
            start = line.next();
        }
        return lines;
    }

    /** The line that begins at an index of a text, which is not its end. */
    static Line at(String text, int start) {
        var end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return new Line(start, text.substring(start, end), terminatorAt(text, end));
    }

    /** The text with each CR and CRLF as LF. */
    static String withLineFeeds(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String terminatorAt(String text, int index) {
        if (index == text.length()) {
            return "";
        }
        return text.startsWith("\r\n", index) ? "\r\n" : text.substring(index, index + 1);
    }

    /** The index after its last character. */
    int end() {
        return start + text.length();
    }

    /** The index where the next line begins. */
    int next() {
        return end() + terminator.length();
    }

    boolean isBlank() {
        return text.isEmpty();
    }

    boolean hasArrow() {
        return text.contains(ARROW);
    }

    /** The index of the arrow in the whole text. */
    int arrow() {
        return start + text.indexOf(ARROW);
    }
}
