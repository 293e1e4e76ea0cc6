package dev.holdfast.domain.cue;

import dev.holdfast.domain.InvalidContent;
import java.util.Optional;

/**
 * A cue: one caption with its times. Settings and text are in the notation of the cue's format.
 *
 * @param identifier its name; empty if it has none
 * @param startMillis when it appears, in milliseconds
 * @param endMillis when it disappears, in milliseconds
 * @param settings its layout, on one line without white space at either end; may be empty
 * @param text its text with markup, lines joined by LF; may be empty
 */
public record Cue(Optional<String> identifier, long startMillis, long endMillis, String settings, String text) {

    /** The greatest time, so that every JSON reader can hold it: 2^53 - 1. */
    public static final long MAX_MILLIS = (1L << 53) - 1;

    /**
     * @throws InvalidContent if a time is negative or beyond {@link #MAX_MILLIS}, or the identifier or the settings have more
     *     than one line
     */
    public Cue {
        identifier = identifier.filter(line -> !line.isEmpty());
        identifier.ifPresent(line -> oneLine("identifier", line));
        time("start", startMillis);
        time("end", endMillis);
        settings = strip(oneLine("settings", settings));
        text = withLineFeeds(text);
    }

    static String withLineFeeds(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** A line without ASCII white space at either end. */
    static String strip(String text) {
        var start = 0;
        var end = text.length();
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isWhiteSpace(char unit) {
        return unit == ' ' || unit == '\t' || unit == '\f';
    }

    /** Returns the text if it has no line terminator. */
    static String oneLine(String member, String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                throw InvalidContent.at(
                        text, i, "the %s must stay on one line; remove the line break".formatted(member));
            }
        }
        return text;
    }

    /** Returns the time if it can be written. */
    static long time(String member, long millis) {
        if (millis < 0 || millis > MAX_MILLIS) {
            throw new InvalidContent("the %s is %d ms; expected 0 to %d".formatted(member, millis, MAX_MILLIS), 1, 1);
        }
        return millis;
    }
}
