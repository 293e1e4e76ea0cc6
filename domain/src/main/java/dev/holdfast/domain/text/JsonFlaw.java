package dev.holdfast.domain.text;

import dev.holdfast.domain.InvalidContent;

/**
 * A flaw of a JSON text.
 *
 * @param name the same for flaws that count as the same
 * @param index where it is in the text
 * @param reason the error and the expectation, as a sentence without its full stop
 */
record JsonFlaw(String name, int index, String reason) {

    private static final int MAX_FOUND = 20;

    static JsonFlaw unreadable(String text, int index, String expected) {
        return new JsonFlaw("not JSON", index, "expected %s, found %s".formatted(expected, found(text, index)));
    }

    static JsonFlaw again(String object, String name, int index) {
        var reason = "the name \"%s\" is in this object already; leave one of the two out, or rename it";
        return new JsonFlaw("again " + object + "/" + name, index, reason.formatted(beginning(name)));
    }

    private static String found(String text, int index) {
        if (index == text.length()) {
            return "the end of the text";
        }
        if (text.charAt(index) == '"') {
            return "a string that is not closed, has a line break or another control in it, or is not expected here";
        }
        var first = text.codePointAt(index);
        if (Character.isISOControl(first)) {
            return "U+%04X".formatted(first);
        }
        var end = index + Character.charCount(first);
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return "\"" + beginning(text.substring(index, end)) + "\"";
    }

    private static String beginning(String text) {
        return text.codePointCount(0, text.length()) <= MAX_FOUND
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_FOUND)) + "…";
    }

    InvalidContent in(String text) {
        return InvalidContent.at(text, index, reason);
    }
}
