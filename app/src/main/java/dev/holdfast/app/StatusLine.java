package dev.holdfast.app;

import java.io.Console;
import java.io.PrintWriter;

/** A line on a terminal that says what is being done, each text in the place of the one before. */
final class StatusLine {

    private static final int MAX_WIDTH = 79;

    private final PrintWriter out;
    private final boolean shown;
    private int width;

    StatusLine(PrintWriter out, boolean shown) {
        this.out = out;
        this.shown = shown;
    }

    /** One that is shown if someone sits at a terminal, and there is enough to do that it is worth a line. */
    static StatusLine on(PrintWriter out, boolean isMuch) {
        return new StatusLine(out, isMuch && isTerminal());
    }

    @SuppressWarnings("SystemConsoleNull") // is how Java tells before version 22, which has a method for it
    private static boolean isTerminal() {
        var console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    void show(String text) {
        clear();
        if (shown) {
            var line = text.length() <= MAX_WIDTH ? text : text.substring(0, MAX_WIDTH - 1) + "\u2026";
            out.print(line);
            out.flush();
            width = line.length();
        }
    }

    /** Leaves the line empty, for what is to stay. */
    void clear() {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }
}
