package dev.holdfast.domain.webvtt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of the shared cases: objects to maps, arrays to lists, every number to a double. */
final class Json {

    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    @SuppressWarnings("unchecked") // The caller knows the file: it holds an object.
    static Map<String, @Nullable Object> object(String text) {
        return (Map<String, @Nullable Object>) new Json(text).container();
    }

    private Object container() {
        return text.charAt(skip()) == '{' ? members() : items();
    }

    private @Nullable Object value() {
        return switch (text.charAt(skip())) {
            case '{', '[' -> container();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> members() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        position++;
        while (text.charAt(skip()) != '}') {
            var name = string();
            skip();
            position++;
            members.put(name, value());
            skipComma();
        }
        position++;
        return members;
    }

    private List<@Nullable Object> items() {
        var items = new ArrayList<@Nullable Object>();
        position++;
        while (text.charAt(skip()) != ']') {
            items.add(value());
            skipComma();
        }
        position++;
        return items;
    }

    private String string() {
        var string = new StringBuilder();
        position++;
        while (text.charAt(position) != '"') {
            var unit = text.charAt(position++);
            string.append(unit == '\\' ? escaped() : unit);
        }
        position++;
        return string.toString();
    }

    private char escaped() {
        var unit = text.charAt(position++);
        return switch (unit) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                position += 4;
                yield (char) Integer.parseInt(text.substring(position - 4, position), 16);
            }
            default -> unit;
        };
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        position += word.length();
        return value;
    }

    private Double number() {
        var start = position;
        while ("+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        return Double.valueOf(text.substring(start, position));
    }

    private void skipComma() {
        if (text.charAt(skip()) == ',') {
            position++;
        }
    }

    private int skip() {
        while (text.charAt(position) <= ' ') {
            position++;
        }
        return position;
    }
}
