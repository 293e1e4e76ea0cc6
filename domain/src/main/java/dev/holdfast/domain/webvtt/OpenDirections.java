package dev.holdfast.domain.webvtt;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The directional embeddings, overrides and isolates that are open at a place of a line (UAX 9, "Explicit Directional Formatting
 * Characters"). A line ends them all.
 */
final class OpenDirections {

    /** The most that count (UAX 9, BD2). */
    private static final int MAX_DEPTH = 125;

    private static final char POP_EMBEDDING = '\u202C';
    private static final char POP_ISOLATE = '\u2069';

    /** The characters that opened them, the innermost first. */
    private final Deque<Character> open = new ArrayDeque<>();

    /** @param text the characters before the place, without markup */
    OpenDirections(String text) {
        for (var i = text.lastIndexOf('\n') + 1; i < text.length(); i++) {
            var unit = text.charAt(i);
            if ((isEmbedding(unit) || isIsolate(unit)) && open.size() < MAX_DEPTH) {
                open.push(unit);
            } else if (unit == POP_EMBEDDING && !open.isEmpty() && isEmbedding(open.getFirst())) {
                open.pop();
            } else if (unit == POP_ISOLATE && open.stream().anyMatch(OpenDirections::isIsolate)) {
                while (isEmbedding(open.pop())) {
                    // An isolate ends the embeddings within it.
                }
            }
        }
    }

    private static boolean isEmbedding(char unit) {
        return unit >= '\u202A' && unit <= '\u202E' && unit != POP_EMBEDDING;
    }

    private static boolean isIsolate(char unit) {
        return unit >= '\u2066' && unit <= '\u2068';
    }

    /** Closes them at the end of a text; one that is opened there, around nothing, is left out. */
    String close(String text) {
        var rest = text;
        var before = new ArrayDeque<>(open);
        while (!before.isEmpty() && !rest.isEmpty() && rest.charAt(rest.length() - 1) == before.getFirst()) {
            before.pop();
            rest = Cursor.stripEnd(rest.substring(0, rest.length() - 1));
        }
        var next = new StringBuilder(rest);
        before.forEach(opener -> next.append(closer(opener)));
        return rest.isEmpty() ? "" : next.toString();
    }

    /** Opens them again before a text; one that is closed there, around nothing, is left out. */
    String reopen(String text) {
        var rest = text;
        var before = new ArrayDeque<>(open);
        while (!before.isEmpty() && !rest.isEmpty() && rest.charAt(0) == closer(before.getFirst())) {
            before.pop();
            rest = Cursor.stripBeginning(rest.substring(1));
        }
        var next = new StringBuilder(rest);
        before.forEach(opener -> next.insert(0, opener.charValue()));
        return rest.isEmpty() ? "" : next.toString();
    }

    private static char closer(char opener) {
        return isIsolate(opener) ? POP_ISOLATE : POP_EMBEDDING;
    }
}
