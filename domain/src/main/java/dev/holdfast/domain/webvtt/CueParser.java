package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.webvtt.CuePart.Closing;
import dev.holdfast.domain.webvtt.CuePart.Moment;
import dev.holdfast.domain.webvtt.CuePart.Opening;
import dev.holdfast.domain.webvtt.CuePart.Words;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A parser of a cue's text, which knows the meaning of each token where it stands (WebVTT §6.4, "WebVTT cue text parsing
 * rules"). */
final class CueParser {

    private final String text;
    private final Deque<CueSpan> open = new ArrayDeque<>();
    private final List<PlacedPart> placed = new ArrayList<>();
    private final List<CueToken> ignored = new ArrayList<>();
    private OptionalInt tagWithoutEnd = OptionalInt.empty();

    CueParser(String text) {
        this.text = text;
    }

    void parse() {
        var tokenizer = new CueTokenizer(text);
        for (var token = tokenizer.next(); token.isPresent(); token = tokenizer.next()) {
            var isUnderstood = understand(token.get());
            if (!isUnderstood) {
                ignored.add(token.get());
            }
            if (token.get().kind() != CueToken.Kind.TEXT
                    && text.charAt(token.get().end() - 1) != '>') {
                tagWithoutEnd = OptionalInt.of(token.get().start());
            }
        }
        while (!open.isEmpty()) {
            placed.add(new PlacedPart(new Closing(open.pop()), text.length(), text.length()));
        }
    }

    /** The parts in order. */
    List<PlacedPart> placed() {
        return placed;
    }

    /** The tags that players ignore where they stand, in order. */
    List<CueToken> ignored() {
        return ignored;
    }

    /** The start of the last tag, if it has no end. */
    OptionalInt tagWithoutEnd() {
        return tagWithoutEnd;
    }

    private boolean understand(CueToken token) {
        return switch (token.kind()) {
            case TEXT -> place(token, new Words(token.name()));
            case START_TAG -> CueSpan.of(token.name()).filter(this::mayOpen).isPresent() && open(token);
            case END_TAG -> CueSpan.of(token.name()).isPresent() && close(token);
            case TIMESTAMP_TAG ->
                moment(token.name())
                        .map(time -> place(token, new Moment(time.millis())))
                        .isPresent();
        };
    }

    /** The time of a timestamp tag, if it is nothing but a time. */
    static Optional<Timestamp> moment(String inside) {
        var cursor = Cursor.at(inside, 0);
        return Timestamp.collect(cursor).filter(time -> cursor.isAtEnd());
    }

    private boolean mayOpen(CueSpan span) {
        return span != CueSpan.RUBY_TEXT || open.peek() == CueSpan.RUBY;
    }

    private boolean open(CueToken token) {
        var span = CueSpan.of(token.name()).orElseThrow();
        open.push(span);
        var classes = token.classes().stream().filter(name -> !name.isEmpty()).toList();
        return place(token, new Opening(span, classes, span.hasAnnotation() ? token.annotation() : ""));
    }

    /** Only the innermost span can be closed; but the end of a ruby also ends its ruby text. */
    private boolean close(CueToken token) {
        var span = CueSpan.of(token.name()).orElseThrow();
        if (span == CueSpan.RUBY && open.peek() == CueSpan.RUBY_TEXT) {
            placed.add(new PlacedPart(new Closing(open.pop()), token.start(), token.start()));
        }
        if (open.peek() != span) {
            return false;
        }
        open.pop();
        return place(token, new Closing(span));
    }

    private boolean place(CueToken token, CuePart part) {
        return placed.add(new PlacedPart(part, token.start(), token.end()));
    }
}
