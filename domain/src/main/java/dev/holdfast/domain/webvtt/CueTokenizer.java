package dev.holdfast.domain.webvtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tokenizer of a cue's text (WebVTT §6.4, "WebVTT cue text tokenizer"). A CR counts as LF, as in players.
 * Each character is in exactly one token.
 */
final class CueTokenizer {

    private final String text;
    private int position;

    CueTokenizer(String text) {
        this.text = text;
    }

    /** The next token; empty at the end. */
    Optional<CueToken> next() {
        if (position == text.length()) {
            return Optional.empty();
        }
        return Optional.of(text.charAt(position) == '<' ? tag() : words());
    }

    private CueToken words() {
        var start = position;
        var end = text.indexOf('<', start);
        position = end < 0 ? text.length() : end;
        var written = text.substring(start, position);
        return CueToken.of(
                CueToken.Kind.TEXT, start, position, CharacterReference.resolve(Line.withLineFeeds(written)));
    }

    /** A tag ends at the next {@code >}. */
    private CueToken tag() {
        var start = position;
        var end = text.indexOf('>', start);
        var inside = text.substring(start + 1, end < 0 ? text.length() : end);
        position = end < 0 ? text.length() : end + 1;
        if (inside.startsWith("/")) {
            return CueToken.of(CueToken.Kind.END_TAG, start, position, inside.substring(1));
        }
        if (!inside.isEmpty() && Cursor.isDigit(inside.charAt(0))) {
            return CueToken.of(CueToken.Kind.TIMESTAMP_TAG, start, position, inside);
        }
        return startTag(start, inside);
    }

    private CueToken startTag(int start, String inside) {
        var head = Cursor.at(inside, 0).word();
        var annotation = collapsed(CharacterReference.resolve(inside.substring(head.length())));
        var names = new ArrayList<String>();
        var from = 0;
        for (var dot = head.indexOf('.'); dot >= 0; dot = head.indexOf('.', from)) {
            names.add(head.substring(from, dot));
            from = dot + 1;
        }
        names.add(head.substring(from));
        var classes = List.copyOf(names.subList(1, names.size()));
        return new CueToken(CueToken.Kind.START_TAG, start, position, names.get(0), classes, annotation);
    }

    /** Without whitespace at either end, and one SPACE for each run of it. */
    private static String collapsed(String text) {
        var collapsed = new StringBuilder();
        var cursor = Cursor.at(text, 0);
        while (!cursor.skipWhitespace().isAtEnd()) {
            collapsed.append(collapsed.isEmpty() ? "" : " ").append(cursor.word());
        }
        return collapsed.toString();
    }
}
