package dev.holdfast.domain.webvtt;

/**
 * A place in a line that moves forward, as the algorithms of WebVTT §6 do. Digits and whitespace are those of ASCII; the
 * Java methods know others too.
 */
final class Cursor {

    private final String text;
    private int position;

    private Cursor(String text, int position) {
        this.text = text;
        this.position = position;
    }

    static Cursor at(String text, int position) {
        return new Cursor(text, position);
    }

    static boolean isDigit(char unit) {
        return unit >= '0' && unit <= '9';
    }

    /** True for SPACE, TAB, LF, FF and CR. */
    static boolean isWhitespace(char unit) {
        return unit == ' ' || unit == '\t' || unit == '\n' || unit == '\f' || unit == '\r';
    }

    /** The text without whitespace at either end. */
    static String strip(String text) {
        return stripBeginning(stripEnd(text));
    }

    static String stripBeginning(String text) {
        return text.substring(at(text, 0).skipWhitespace().position());
    }

    static String stripEnd(String text) {
        var end = text.length();
        while (end > 0 && isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    int position() {
        return position;
    }

    boolean isAtEnd() {
        return position == text.length();
    }

    boolean isAt(char expected) {
        return position < text.length() && text.charAt(position) == expected;
    }

    /** Moves over the expected text if it is there. */
    boolean take(String expected) {
        if (!text.startsWith(expected, position)) {
            return false;
        }
        position += expected.length();
        return true;
    }

    Cursor skipWhitespace() {
        while (position < text.length() && isWhitespace(text.charAt(position))) {
            position++;
        }
        return this;
    }

    /** Moves over digits and returns them. */
    String digits() {
        var start = position;
        while (position < text.length() && isDigit(text.charAt(position))) {
            position++;
        }
        return since(start);
    }

    /** Moves over everything up to the next whitespace and returns it. */
    String word() {
        var start = position;
        while (position < text.length() && !isWhitespace(text.charAt(position))) {
            position++;
        }
        return since(start);
    }

    /** All from a place before this one up to here. */
    String since(int start) {
        return text.substring(start, position);
    }
}
