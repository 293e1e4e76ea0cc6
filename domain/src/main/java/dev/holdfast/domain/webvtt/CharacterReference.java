package dev.holdfast.domain.webvtt;

import java.util.Optional;

/**
 * A reference to a character by its name or number (HTML §13.2.5.72 and following, as WebVTT §6.4 uses it in cue text).
 *
 * @param end the index after it
 * @param characters the characters that it stands for
 * @param isLegal true if it ends with the semicolon that the syntax requires
 */
record CharacterReference(int end, String characters, boolean isLegal) {

    private static final char REPLACEMENT = '\uFFFD';

    private static final int BEYOND_UNICODE = Character.MAX_CODE_POINT + 1;

    /** The characters for 0x80 to 0x9F: those of windows-1252, where it has one. */
    private static final String CONTROLS =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152"
                    + "\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D"
                    + "\u017E\u0178";

    /** The reference at an index; empty if no reference begins there. */
    static Optional<CharacterReference> at(String text, int index) {
        if (!text.startsWith("&", index)) {
            return Optional.empty();
        }
        return text.startsWith("#", index + 1) ? numeric(text, index + 2) : named(text, index + 1);
    }

    /** The text with the characters for all its references. */
    static String resolve(String text) {
        var resolved = new StringBuilder();
        var i = 0;
        while (i < text.length()) {
            var reference = at(text, i);
            if (reference.isPresent()) {
                resolved.append(reference.get().characters());
                i = reference.get().end();
            } else {
                resolved.append(text.charAt(i));
                i++;
            }
        }
        return resolved.toString();
    }

    /** The longest name that stands there. */
    private static Optional<CharacterReference> named(String text, int start) {
        var end = start;
        while (end < text.length() && end - start < CharacterNames.MAX_LENGTH && isAlphanumeric(text.charAt(end))) {
            end++;
        }
        for (; end > start; end--) {
            var name = text.substring(start, end);
            var ends = text.startsWith(";", end);
            var characters = CharacterNames.CHARACTERS.get(name);
            if (characters != null && (ends || CharacterNames.LEGACY.contains(name))) {
                return Optional.of(new CharacterReference(ends ? end + 1 : end, characters, ends));
            }
        }
        return Optional.empty();
    }

    private static boolean isAlphanumeric(char unit) {
        return Character.digit(unit, 36) >= 0 && unit < 0x80;
    }

    private static Optional<CharacterReference> numeric(String text, int start) {
        var isHexadecimal = text.startsWith("x", start) || text.startsWith("X", start);
        var radix = isHexadecimal ? 16 : 10;
        var first = isHexadecimal ? start + 1 : start;
        var end = first;
        var number = 0;
        while (end < text.length() && text.charAt(end) < 0x80 && Character.digit(text.charAt(end), radix) >= 0) {
            number = Math.min(BEYOND_UNICODE, number * radix + Character.digit(text.charAt(end), radix));
            end++;
        }
        if (end == first) {
            return Optional.empty();
        }
        var ends = text.startsWith(";", end);
        return Optional.of(new CharacterReference(ends ? end + 1 : end, character(number), ends));
    }

    private static String character(int number) {
        if (number >= 0x80 && number <= 0x9F) {
            return CONTROLS.substring(number - 0x80, number - 0x7F);
        }
        var isCharacter = number > 0
                && number < BEYOND_UNICODE
                && !(number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE);
        return Character.toString(isCharacter ? number : REPLACEMENT);
    }
}
