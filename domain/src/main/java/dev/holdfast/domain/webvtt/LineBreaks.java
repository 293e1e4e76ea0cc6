package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.cue.CheckProfile.TextLimits;
import dev.holdfast.domain.cue.ShownCue.ShownLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lines of a caption's text, broken anew so that they are about equally long. A break after punctuation is preferred to one that is
 * a few characters nearer to the middle.
 */
final class LineBreaks {

    private static final Pattern SPEAKER = Pattern.compile("(?:<[^<>]*>)*\\s*(?:[-\\u2010-\\u2015]|>>|&gt;&gt;).*");
    private static final Pattern PUNCTUATED = Pattern.compile(".*[,.;:!?\\u2026](?:<[^<>]*>)*", Pattern.DOTALL);

    /** In squares of characters: a break may be four characters away from the middle for it. */
    private static final long PUNCTUATION_BONUS = 40;

    private final List<String> words;
    private final int[] widths;
    private final TextLimits limits;

    private LineBreaks(List<String> words, TextLimits limits) {
        this.words = words;
        this.widths = words.stream().mapToInt(LineBreaks::width).toArray();
        this.limits = limits;
    }

    /**
     * A text with other line breaks.
     *
     * @param payload its lines, joined by LF
     * @return empty if it does not fit into the limits however it is broken, or if its lines are those of several speakers
     */
    static Optional<String> within(TextLimits limits, String payload) {
        var lines = List.of(payload.split("\n"));
        if (lines.stream().skip(1).anyMatch(line -> SPEAKER.matcher(line).matches())) {
            return Optional.empty();
        }
        return new LineBreaks(words(payload), limits).broken();
    }

    private static List<String> words(String payload) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var isInTag = false;
        for (var i = 0; i < payload.length(); i++) {
            var unit = payload.charAt(i);
            isInTag = unit == '<' || (isInTag && unit != '>');
            if (!isInTag && Cursor.isWhitespace(unit)) {
                addTo(words, word);
            } else {
                word.append(unit);
            }
        }
        addTo(words, word);
        return words;
    }

    private static void addTo(List<String> words, StringBuilder word) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static int width(String word) {
        return new ShownLine(CueText.parse(word).characters(), 1).characters();
    }

    private Optional<String> broken() {
        var total = Arrays.stream(widths).sum() + Math.max(0, widths.length - 1);
        if (total > (long) limits.maxLines() * (limits.maxCharacters() + 1)) {
            return Optional.empty();
        }
        for (var lines = 1; lines <= limits.maxLines(); lines++) {
            var broken = into(lines, 0);
            if (broken.isPresent()) {
                return broken.map(Broken::text);
            }
        }
        return Optional.empty();
    }

    private record Broken(long cost, String text) {}

    /** The words from an index on in a number of lines. */
    private Optional<Broken> into(int lines, int from) {
        Broken best = null;
        var width = -1;
        for (var end = from + 1; end <= words.size(); end++) {
            width += 1 + widths[end - 1];
            if (width > limits.maxCharacters()) {
                break;
            }
            var line = String.join(" ", words.subList(from, end));
            var cost = (long) width * width;
            if (lines == 1) {
                if (end == words.size()) {
                    return Optional.of(new Broken(cost, line));
                }
                continue;
            }
            var bonus = PUNCTUATED.matcher(line).matches() ? PUNCTUATION_BONUS : 0;
            var rest = into(lines - 1, end);
            if (rest.isPresent() && (best == null || cost - bonus + rest.get().cost() < best.cost())) {
                best = new Broken(
                        cost - bonus + rest.get().cost(),
                        line + "\n" + rest.get().text());
            }
        }
        return Optional.ofNullable(best);
    }
}
