package dev.holdfast.domain;

/** The text itself is not acceptable: it holds what no text may hold, or its format forbids it. Nothing was written. */
public final class InvalidContent extends HoldfastException {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final int line;
    private final int column;

    /**
     * @param reason what is wrong and what was expected, as a sentence without its full stop
     * @param line the line of the text where it is wrong, counted from 1
     * @param column the character in that line, in Unicode code points, counted from 1
     */
    public InvalidContent(String reason, int line, int column) {
        super("Line %d, column %d: %s.".formatted(line, column, reason));
        this.reason = reason;
        this.line = line;
        this.column = column;
    }

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
