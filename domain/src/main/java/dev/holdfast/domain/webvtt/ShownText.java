package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.webvtt.CuePart.Closing;
import dev.holdfast.domain.webvtt.CuePart.Opening;
import dev.holdfast.domain.webvtt.CuePart.Words;
import java.util.List;

/**
 * The text of a cue as a viewer sees it: without tags, with the characters for references, without ruby text, which stands
 * above the line.
 *
 * @param lines the lines without white space at either end; none if there is no text
 */
record ShownText(List<String> lines) {

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
}
