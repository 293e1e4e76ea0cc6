package dev.holdfast.domain.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A check of Markdown (CommonMark 0.31, and the tables of GitHub) for what two people can break together: fences, marks and brackets
 * without their partner, rows of a table that are too long or too short, numbers of a list that do not follow one another. Any text is
 * Markdown, so these are flaws only where a merge makes them. The time grows with the length of the text and no faster.
 */
final class MarkdownSyntax {

    private static final Pattern FENCE = Pattern.compile(" {0,3}+(`{3,}+(?=[^`]*+$)|~{3,}+).*+");
    private static final Pattern RULE =
            Pattern.compile(" {0,3}+(?:(?:\\* *+){3,}+|(?:_ *+){3,}+|(?:- *+){3,}+|=++ *+)");
    private static final Pattern LABEL = Pattern.compile("( *+)(?:[-+*]|([0-9]{1,9}+)([.)]))(?: ++(?!$)| *+$)");
    private static final Pattern HEADING = Pattern.compile(" {0,3}+#{1,6}+(?: .*+)?+");
    private static final Pattern QUOTE = Pattern.compile(" {0,3}+> ?+");

    private final List<String> flaws = new ArrayList<>();
    private final MarkdownLists lists = new MarkdownLists();
    private final StringBuilder inline = new StringBuilder();
    private Optional<MarkdownTable> table = Optional.empty();
    private String fence = "";
    private String before = "";

    private MarkdownSyntax() {}

    /** The names of the flaws of a text. */
    static List<String> flaws(String text) {
        var syntax = new MarkdownSyntax();
        text.lines().forEach(syntax::read);
        syntax.endInline();
        if (!syntax.fence.isEmpty()) {
            syntax.flaws.add("open fence");
        }
        syntax.flaws.addAll(syntax.lists.flaws());
        return List.copyOf(syntax.flaws);
    }

    private void read(String line) {
        if (!fence.isEmpty()) {
            endFence(line);
            return;
        }
        var opening = FENCE.matcher(line);
        if (opening.matches()) {
            endInline();
            table = Optional.empty();
            fence = opening.group(1);
            return;
        }
        readOutsideCode(line);
        before = line;
    }

    /** A fence ends with a line of at least as many of its characters and nothing else (CommonMark §4.5). */
    private void endFence(String line) {
        var mark = line.strip();
        if (mark.length() >= fence.length() && mark.equals(fence.substring(0, 1).repeat(mark.length()))) {
            fence = "";
            before = "";
        }
    }

    private void readOutsideCode(String given) {
        var line = QUOTE.matcher(given).replaceFirst("");
        if (line.isBlank()) {
            endInline();
            table = Optional.empty();
            return;
        }
        if (readRow(line) || RULE.matcher(line).matches()) {
            return;
        }
        var label = LABEL.matcher(line);
        if (label.lookingAt()) {
            endInline();
            if (label.group(2) == null) {
                lists.addBullet(label.group(1).length());
            } else {
                lists.add(label.group(1).length(), Integer.parseInt(label.group(2)), label.group(3));
            }
            inline.append(line, label.end(), line.length());
        } else if (HEADING.matcher(line).matches()) {
            lists.end();
            endInline();
            inline.append(line);
            endInline();
        } else {
            if (inline.isEmpty() && !line.startsWith(" ")) {
                lists.end();
            }
            inline.append('\n').append(line);
        }
    }

    /** Reads a row of a table; false if there is none. */
    private boolean readRow(String line) {
        if (table.isEmpty()) {
            table = MarkdownTable.of(before, line);
            table.filter(begun -> !begun.hasCells(before)).ifPresent(begun -> flaws.add("row of another length"));
            return table.isPresent();
        }
        if (!table.get().hasCells(line)) {
            flaws.add("row of another length");
        }
        flaws.addAll(InlineMarks.open(line));
        return true;
    }

    private void endInline() {
        flaws.addAll(InlineMarks.open(inline.toString()));
        inline.setLength(0);
    }
}
