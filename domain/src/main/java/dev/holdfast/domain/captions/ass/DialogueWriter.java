package dev.holdfast.domain.captions.ass;

import dev.holdfast.domain.captions.Colours;
import dev.holdfast.domain.captions.Style;
import dev.holdfast.domain.captions.StyledText;
import dev.holdfast.domain.captions.StyledText.Moment;
import dev.holdfast.domain.captions.StyledText.Run;
import dev.holdfast.domain.format.Loss;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The writer of a dialogue line's text. Inner times become syllables, to the hundredth of a second. */
final class DialogueWriter {

    /** Keeps a backslash from being read with the character after it. */
    private static final String WORD_JOINER = "\u2060";

    private DialogueWriter() {}

    /**
     * @param dropped is given the parts that the line cannot hold
     */
    static String write(StyledText text, long startMillis, Set<Loss> dropped) {
        if (voices(text) > 1) {
            dropped.add(Loss.VOICES);
        }
        var moments = moments(text);
        var written = new StringBuilder(moments.isEmpty() ? "" : syllable(startMillis, moments.get(0)));
        var style = Style.PLAIN;
        var next = 1;
        for (var piece : text.pieces()) {
            if (piece instanceof Run run) {
                written.append(difference(style, run.style())).append(escaped(run.text()));
                style = run.style();
            } else if (piece instanceof Moment moment) {
                written.append(syllable(moment.millis(), next < moments.size() ? moments.get(next) : moment.millis()));
                next++;
            }
        }
        return written.toString();
    }

    private static List<Long> moments(StyledText text) {
        return text.pieces().stream()
                .filter(Moment.class::isInstance)
                .map(piece -> ((Moment) piece).millis())
                .toList();
    }

    private static long voices(StyledText text) {
        return text.pieces().stream()
                .filter(Run.class::isInstance)
                .map(piece -> ((Run) piece).style().voice())
                .distinct()
                .count();
    }

    private static String syllable(long from, long until) {
        return "{\\k" + Math.max(0, until / 10 - from / 10) + "}";
    }

    private static String difference(Style from, Style to) {
        var tags = new StringBuilder();
        if (from.bold() != to.bold()) {
            tags.append("\\b").append(to.bold() ? 1 : 0);
        }
        if (from.italic() != to.italic()) {
            tags.append("\\i").append(to.italic() ? 1 : 0);
        }
        if (from.underline() != to.underline()) {
            tags.append("\\u").append(to.underline() ? 1 : 0);
        }
        if (!from.colour().equals(to.colour())) {
            tags.append("\\c").append(to.colour().isEmpty() ? "" : "&H" + blueFirst(to.colour()) + "&");
        }
        return tags.isEmpty() ? "" : "{" + tags + "}";
    }

    private static String blueFirst(String colour) {
        var red = Colours.hexadecimal(colour).toUpperCase(Locale.ROOT);
        return red.substring(4) + red.substring(2, 4) + red.substring(0, 2);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\" + WORD_JOINER)
                .replace("{", "\\{")
                .replace("}", "\\}")
                .replace("\n", "\\N");
    }
}
