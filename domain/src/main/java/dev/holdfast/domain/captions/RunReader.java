package dev.holdfast.domain.captions;

import dev.holdfast.domain.captions.StyledText.Moment;
import dev.holdfast.domain.captions.StyledText.Piece;
import dev.holdfast.domain.captions.StyledText.Run;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.domain.webvtt.CuePart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** The conversion of a cue's parts into runs. For use once. */
final class RunReader {

    private final Set<Loss> dropped;
    private final List<Piece> pieces = new ArrayList<>();
    private final Deque<Style> around = new ArrayDeque<>();
    private Style style = Style.PLAIN;

    RunReader(Set<Loss> dropped) {
        this.dropped = dropped;
    }

    List<Piece> pieces() {
        return pieces;
    }

    void add(CuePart part) {
        if (part instanceof CuePart.Words words) {
            pieces.add(new Run(words.characters(), style));
        } else if (part instanceof CuePart.Moment moment) {
            pieces.add(new Moment(moment.millis()));
        } else if (part instanceof CuePart.Opening opening) {
            around.push(style);
            style = within(opening);
        } else {
            style = around.pop();
        }
    }

    private Style within(CuePart.Opening opening) {
        var colour = Colours.amongst(opening.classes());
        if (opening.classes().size() > (colour.isEmpty() ? 0 : 1)) {
            dropped.add(Loss.CLASSES);
        }
        var coloured = colour.isEmpty() ? style : style.withColour(colour);
        return switch (opening.span()) {
            case BOLD -> coloured.withBold(true);
            case ITALIC -> coloured.withItalic(true);
            case UNDERLINE -> coloured.withUnderline(true);
            case VOICE -> coloured.withVoice(opening.annotation());
            case CLASS -> coloured;
            case LANGUAGE -> without(Loss.LANGUAGES, coloured);
            case RUBY, RUBY_TEXT -> without(Loss.RUBY, coloured);
        };
    }

    private Style without(Loss loss, Style given) {
        dropped.add(loss);
        return given;
    }
}
