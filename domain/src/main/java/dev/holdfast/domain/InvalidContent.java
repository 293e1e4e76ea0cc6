package dev.holdfast.domain;

/** Text that cannot be stored: it holds a forbidden character, or its format does not allow it. Nothing was written. */
public final class InvalidContent extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int line;
    private final int column;

    /**
     * @param reason the error and the expectation, as a sentence without its full stop
     * @param line the line of the text where it is wrong, counted from 1
     * @param column the character in that line, in Unicode code points, counted from 1
     */
    public InvalidContent(String reason, int line, int column) {
        super("Line %d, column %d: %s.".formatted(line, column, reason));
        this.reason = reason;
        this.line = line;
        this.column = column;
    }

    /**
     * The same, for a place given as an index.
     *
     * @param text the whole text
     * @param index the UTF-16 unit where it is wrong, 0 to the text's length
     * @param reason the error and the expectation, as a sentence without its full stop
     */
    public static InvalidContent at(String text, int index, String reason) {
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < index; i++) {
            var unit = text.charAt(i);
            var endsLine = unit == '\n' || (unit == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'));
            if (endsLine) {
                line++;
                lineStart = i + 1;
            }
        }
        return new InvalidContent(reason, line, text.codePointCount(lineStart, index) + 1);
    }

    /** The error and what was expected, without line and column. */
    public String reason() {
        return reason;
    }

    /** The line of the text, counted from 1. */
    public int line() {
        return line;
    }

    /** The character in the line, in Unicode code points, counted from 1. */
    public int column() {
        return column;
    }
}
