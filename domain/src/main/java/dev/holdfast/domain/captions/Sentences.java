package dev.holdfast.domain.captions;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The division of a text into captions: a sentence each, on at most two lines of 42 characters, or as many captions as that takes. */
final class Sentences {

    private static final int LINE = 42;
    private static final int LINES = 2;

    private Sentences() {}

    /** The texts of the captions, in order. */
    static List<String> captions(String paragraph) {
        var text = paragraph.strip().replaceAll("\\s++", " ");
        var captions = new ArrayList<String>();
        for (var sentence : pieces(text, BreakIterator.getSentenceInstance(Locale.ROOT))) {
            var lines = lines(sentence.strip());
            for (var i = 0; i < lines.size(); i += LINES) {
                captions.add(String.join("\n", lines.subList(i, Math.min(i + LINES, lines.size()))));
            }
        }
        return captions;
    }

    /** Lines of whole words, as far as words fit. */
    private static List<String> lines(String sentence) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : pieces(sentence, BreakIterator.getLineInstance(Locale.ROOT))) {
            if (!line.isEmpty() && (line + word).strip().length() > LINE) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(word);
        }
        if (!line.toString().isBlank()) {
            lines.add(line.toString().strip());
        }
        return lines;
    }

    private static List<String> pieces(String text, BreakIterator breaks) {
        var pieces = new ArrayList<String>();
        breaks.setText(text);
        var start = breaks.first();
        for (var end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }
}
