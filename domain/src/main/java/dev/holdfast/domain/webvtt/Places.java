package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.cue.CheckRule;
import dev.holdfast.domain.cue.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The lines and columns of all flaws of one text, found in one pass. */
final class Places {

    private final String text;
    private int index;
    private int line = 1;
    private int column = 1;

    private Places(String text) {
        this.text = text;
    }

    static List<Finding> findings(int index, Block block, List<Flaw> flaws) {
        var places = new Places(block.content().text());
        return flaws.stream()
                .sorted(Comparator.comparingInt(Flaw::index))
                .map(flaw -> places.finding(index, flaw))
                .toList();
    }

    private Finding finding(int block, Flaw flaw) {
        while (index < flaw.index()) {
            advance();
        }
        return new Finding(block, CheckRule.SYNTAX, line, column, Optional.empty(), flaw.reason());
    }

    private void advance() {
        var unit = text.charAt(index);
        if (unit == '\n' || (unit == '\r' && !text.startsWith("\n", index + 1))) {
            line++;
            column = 1;
        } else {
            column++;
        }
        index += Character.charCount(text.codePointAt(index));
    }
}
