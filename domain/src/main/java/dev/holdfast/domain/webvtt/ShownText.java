package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.webvtt.CuePart.Closing;
import dev.holdfast.domain.webvtt.CuePart.Opening;
import dev.holdfast.domain.webvtt.CuePart.Words;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The text of a cue as a reader sees it: without tags, with the characters for references, without the glosses of ruby,
 * which stand above the line.
 *
 * @param lines without whitespace at either end; none if there is no text at all
 */
record ShownText(List<String> lines) {

    /** What a reader takes for one character: an extended grapheme cluster (UAX 29). */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    static ShownText of(CueText text) {
        var shown = new StringBuilder();
        var glosses = 0;
        for (var part : text.parts()) {
            if (part instanceof Opening opening && opening.span() == CueSpan.RUBY_TEXT) {
                glosses++;
            } else if (part instanceof Closing closing && closing.span() == CueSpan.RUBY_TEXT) {
                glosses--;
            } else if (part instanceof Words words && glosses == 0) {
                shown.append(words.characters());
            }
        }
        var whole = shown.toString();
        return new ShownText(
                Cursor.strip(whole).isEmpty()
                        ? List.of()
                        : List.of(whole.split("\n", -1)).stream()
                                .map(Cursor::strip)
                                .toList());
    }

    /** How many characters a reader sees in a line; what only formats the text is none. */
    static int characters(String line) {
        var count = 0;
        var matcher = CHARACTER.matcher(line);
        while (matcher.find()) {
            if (isVisible(line, matcher.start(), matcher.end())) {
                count++;
            }
        }
        return count;
    }

    private static boolean isVisible(String line, int start, int end) {
        for (var i = start; i < end; i += Character.charCount(line.codePointAt(i))) {
            if (Character.getType(line.codePointAt(i)) != Character.FORMAT) {
                return true;
            }
        }
        return false;
    }
}
