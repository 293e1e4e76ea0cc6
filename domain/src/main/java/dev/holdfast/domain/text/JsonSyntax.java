package dev.holdfast.domain.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The syntax check of a JSON text (RFC 8259), in a time that grows with its length and no faster, at any depth. */
final class JsonSyntax {

    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]*+");
    private static final Pattern LITERAL =
            Pattern.compile("-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+|true|false|null");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9A-Fa-f]{4}|[\"\\\\/bfnrt])");

    /** A state between two tokens. */
    private enum Expected {
        VALUE("a value"),
        VALUE_OR_END("a value or the end of the list"),
        NAME("a name in quotation marks"),
        NAME_OR_END("a name in quotation marks or the end of the object"),
        COLON("\":\" after the name"),
        COMMA_OR_END("a comma or the end of what is open");

        private final String words;

        Expected(String words) {
            this.words = words;
        }
    }

    /**
     * An object or an array that is open.
     *
     * @param label its own name in the object around it
     * @param names those of its members so far
     */
    private record Open(boolean isObject, String label, Set<String> names) {}

    private final Deque<Open> open = new ArrayDeque<>();
    private final List<JsonFlaw> flaws = new ArrayList<>();
    private Expected expected = Expected.VALUE;
    private String label = "";

    private final String text;
    private int position;

    private JsonSyntax(String text) {
        this.text = text;
    }

    /** Its flaws: that it is not JSON, or each name that an object has again (RFC 8259 §4). */
    static List<JsonFlaw> flaws(String text) {
        var syntax = new JsonSyntax(text);
        return syntax.unreadable().map(List::of).orElse(syntax.flaws);
    }

    private Optional<JsonFlaw> unreadable() {
        take(SPACE);
        while (position < text.length()) {
            var start = position;
            var wanted = open.isEmpty() && expected == Expected.COMMA_OR_END ? "the end of the text" : expected.words;
            if (!acceptsToken()) {
                return Optional.of(JsonFlaw.unreadable(text, start, wanted));
            }
            take(SPACE);
        }
        return open.isEmpty() && expected == Expected.COMMA_OR_END
                ? Optional.empty()
                : Optional.of(JsonFlaw.unreadable(text, position, expected.words));
    }

    /** The characters here that match a pattern; may be empty. */
    private String take(Pattern pattern) {
        var matcher = pattern.matcher(text).region(position, text.length());
        var taken = matcher.lookingAt() ? matcher.group() : "";
        position += taken.length();
        return taken;
    }

    private boolean acceptsToken() {
        var unit = text.charAt(position);
        if ("{}[]:,".indexOf(unit) >= 0) {
            position++;
            return acceptsMark(unit);
        }
        var isName = expected == Expected.NAME || expected == Expected.NAME_OR_END;
        var isValue = expected == Expected.VALUE || expected == Expected.VALUE_OR_END;
        if (unit != '"') {
            return endsValue(isValue) && !take(LITERAL).isEmpty();
        }
        var start = position;
        if (!skipString()) {
            return false;
        }
        if (isName) {
            addName(unescaped(text.substring(start + 1, position - 1)), start);
            expected = Expected.COLON;
            return true;
        }
        return endsValue(isValue);
    }

    private boolean skipString() {
        position++;
        while (position < text.length() && text.charAt(position) != '"') {
            if (text.charAt(position) != '\\') {
                if (text.charAt(position++) < ' ') {
                    return false;
                }
            } else if (take(ESCAPE).isEmpty()) {
                return false;
            }
        }
        return position++ < text.length();
    }

    private boolean acceptsMark(char mark) {
        return switch (mark) {
            case '{', '[' -> opens(mark == '{');
            case '}', ']' -> closes(mark == '}');
            case ':' -> moves(Expected.COLON, Expected.VALUE);
            default ->
                !open.isEmpty()
                        && moves(Expected.COMMA_OR_END, open.getFirst().isObject() ? Expected.NAME : Expected.VALUE);
        };
    }

    private boolean moves(Expected from, Expected to) {
        var isRight = expected == from;
        expected = to;
        return isRight;
    }

    private boolean opens(boolean isObject) {
        var isRight = expected == Expected.VALUE || expected == Expected.VALUE_OR_END;
        open.push(new Open(isObject, label, new HashSet<>()));
        expected = isObject ? Expected.NAME_OR_END : Expected.VALUE_OR_END;
        return isRight;
    }

    private boolean closes(boolean isObject) {
        if (open.isEmpty() || open.getFirst().isObject() != isObject) {
            return false;
        }
        open.pop();
        return endsValue(expected == Expected.COMMA_OR_END
                || expected == (isObject ? Expected.NAME_OR_END : Expected.VALUE_OR_END));
    }

    private boolean endsValue(boolean isRight) {
        expected = Expected.COMMA_OR_END;
        return isRight;
    }

    private void addName(String name, int start) {
        label = name;
        var object = open.getFirst();
        if (!object.names().add(name)) {
            flaws.add(JsonFlaw.again(object.label(), name, start));
        }
    }

    /** The characters of a string, of which two spellings are one name. */
    private static String unescaped(String string) {
        return ESCAPE.matcher(string).replaceAll(escape -> Matcher.quoteReplacement(character(escape.group(1))));
    }

    private static String character(String escape) {
        return switch (escape.charAt(0)) {
            case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            default -> escape;
        };
    }
}
