package dev.holdfast.domain.captions.whisper;

import dev.holdfast.domain.InvalidContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A reader of a JSON text (RFC 8259) into lists, maps, texts, numbers and booleans; null becomes an empty text. For use once. */
final class JsonReader {

    private static final int MAX_DEPTH = 64;

    private static final Pattern NUMBER =
            Pattern.compile("-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+");

    private final String text;
    private int position;

    JsonReader(String text) {
        this.text = text;
    }

    /**
     * @throws InvalidContent if the text is not JSON, or nested more than {@value #MAX_DEPTH} times
     */
    Object read() {
        var value = value(0);
        if (position < text.length()) {
            throw expected("the end of the file");
        }
        return value;
    }

    private Object value(int depth) {
        skipSpace();
        if (depth > MAX_DEPTH) {
            throw expected("at most %d values within one another".formatted(MAX_DEPTH));
        }
        var unit = position < text.length() ? text.charAt(position) : ' ';
        var value = switch (unit) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            default -> literal();
        };
        skipSpace();
        return value;
    }

    private Map<String, Object> object(int depth) {
        var members = new LinkedHashMap<String, Object>();
        position++;
        skipSpace();
        if (takes('}')) {
            return members;
        }
        do {
            skipSpace();
            var name = string();
            skipSpace();
            take(':');
            members.put(name, value(depth + 1));
        } while (takes(','));
        take('}');
        return members;
    }

    private List<Object> array(int depth) {
        var items = new ArrayList<Object>();
        position++;
        skipSpace();
        if (takes(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
        } while (takes(','));
        take(']');
        return items;
    }

    private Object literal() {
        for (var word : List.of("true", "false", "null")) {
            if (text.startsWith(word, position)) {
                position += word.length();
                return word.equals("null") ? "" : Boolean.valueOf(word);
            }
        }
        var number = NUMBER.matcher(text).region(position, text.length());
        if (!number.lookingAt()) {
            throw expected("a value");
        }
        position = number.end();
        return Double.valueOf(number.group());
    }

    private String string() {
        take('"');
        var value = new StringBuilder();
        while (position < text.length() && text.charAt(position) != '"') {
            var unit = text.charAt(position++);
            value.append(unit == '\\' ? escape() : unit);
        }
        take('"');
        return storable(value.toString());
    }

    private char escape() {
        var unit = position < text.length() ? text.charAt(position++) : ' ';
        return switch (unit) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\', '/' -> unit;
            case 'u' -> hexadecimal();
            default -> throw expected("an escape");
        };
    }

    private char hexadecimal() {
        var digits = text.substring(position, Math.min(text.length(), position + 4));
        if (!digits.matches("[0-9A-Fa-f]{4}")) {
            throw expected("four hexadecimal digits");
        }
        position += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    /** An escape can make a character that no text may hold. */
    private static String storable(String value) {
        return value.replaceAll("\\x00|[\\x{D800}-\\x{DFFF}]", "\uFFFD");
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private boolean takes(char unit) {
        var isThere = position < text.length() && text.charAt(position) == unit;
        position += isThere ? 1 : 0;
        return isThere;
    }

    private void take(char unit) {
        if (!takes(unit)) {
            throw expected(String.valueOf(unit));
        }
    }

    private InvalidContent expected(String wanted) {
        return InvalidContent.at(text, Math.min(position, text.length()), "the file is not JSON: expected " + wanted);
    }
}
