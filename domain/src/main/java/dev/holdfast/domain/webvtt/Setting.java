package dev.holdfast.domain.webvtt;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A setting of a cue or of a region.
 *
 * @param name the text before the first colon; empty without a colon, or without text on one side of it
 * @param value the text after it
 */
record Setting(String name, String value) {

    static Setting parse(String word) {
        var colon = word.indexOf(':');
        if (colon <= 0 || colon == word.length() - 1) {
            return new Setting("", word);
        }
        return new Setting(word.substring(0, colon), word.substring(colon + 1));
    }

    static String beforeComma(String value) {
        var comma = value.indexOf(',');
        return comma < 0 ? value : value.substring(0, comma);
    }

    static Optional<String> afterComma(String value) {
        var comma = value.indexOf(',');
        return comma < 0 ? Optional.empty() : Optional.of(value.substring(comma + 1));
    }

    /** Reads a percentage from 0% to 100% (WebVTT §6.1, "parse a percentage string"). */
    static OptionalDouble percentage(String text) {
        if (!text.endsWith("%") || text.startsWith("-")) {
            return OptionalDouble.empty();
        }
        var number = number(text.substring(0, text.length() - 1));
        return number.isPresent() && number.getAsDouble() <= 100 ? number : OptionalDouble.empty();
    }

    /** Reads digits, perhaps after a minus sign, perhaps with a decimal fraction. */
    static OptionalDouble number(String text) {
        var cursor = Cursor.at(text, 0);
        cursor.take("-");
        if (cursor.digits().isEmpty()) {
            return OptionalDouble.empty();
        }
        if (cursor.take(".") && cursor.digits().isEmpty()) {
            return OptionalDouble.empty();
        }
        if (!cursor.isAtEnd()) {
            return OptionalDouble.empty();
        }
        // HTML's rules know no negative zero and no infinity.
        var number = Double.parseDouble(text) + 0.0;
        return Double.isInfinite(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
    }
}
