package dev.holdfast.domain.webvtt;

/** A piece of a text as messages show it: in quotes and not too long. */
final class Quoted {

    private static final int MAX_CHARACTERS = 60;

    private Quoted() {}

    static String of(String text) {
        if (text.codePointCount(0, text.length()) <= MAX_CHARACTERS) {
            return text.isEmpty() ? "nothing" : '"' + text + '"';
        }
        return '"' + text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS)) + "…\"";
    }
}
