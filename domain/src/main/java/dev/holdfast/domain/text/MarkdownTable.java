package dev.holdfast.domain.text;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table, known by the line of dashes below its header.
 *
 * @param columns the number of its columns
 */
record MarkdownTable(int columns) {

    private static final Pattern DASHES = Pattern.compile(" {0,3}+\\|?+(?: *+:?+-++:?+ *+(?:\\||$))++");

    /** The table that begins with two lines, if they begin one. */
    static Optional<MarkdownTable> of(String header, String dashes) {
        return header.contains("|")
                        && dashes.contains("|")
                        && DASHES.matcher(dashes).matches()
                ? Optional.of(new MarkdownTable(cells(dashes)))
                : Optional.empty();
    }

    /** True if a row has a cell for each column. */
    boolean hasCells(String row) {
        return cells(row) == columns;
    }

    private static int cells(String row) {
        var line = row.strip();
        var cells = line.startsWith("|") ? 0 : 1;
        for (var i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == '|' && (i == 0 || i < line.length() - 1)) {
                cells++;
            }
        }
        return cells;
    }
}
