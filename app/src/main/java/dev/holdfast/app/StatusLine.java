package dev.holdfast.app;

import java.io.Console;
import java.io.PrintWriter;

/** Status line on a terminal; each text replaces the one before. */
final class StatusLine {

    private static final int MAX_WIDTH = 79;

    private final PrintWriter out;
    private final boolean shown;
    private int width;

    StatusLine(PrintWriter out, boolean shown) {
        this.out = out;
        this.shown = shown;
    }

    /** Creates a status line, which is shown only on a terminal and for long operations. */
    static StatusLine on(PrintWriter out, boolean takesLong) {
        return new StatusLine(out, takesLong && isTerminal());
    }

    @SuppressWarnings("SystemConsoleNull") // the only way before Java 22, which has Console.isTerminal
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

    /** Clears the line. */
    void clear() {
        if (width > 0) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
            width = 0;
        }
    }
}
