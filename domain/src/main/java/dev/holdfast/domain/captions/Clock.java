package dev.holdfast.domain.captions;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times in hours, minutes, seconds and a decimal fraction, as most formats write them. */
public final class Clock {

    private static final Pattern TIME =
            Pattern.compile("(?:([0-9]{1,9}):)?([0-9]{1,6}):([0-9]{1,2})(?:[.,]([0-9]{1,9}))?+");

    private Clock() {}

    /** Reads {@code H:MM:SS.fff}, with or without hours and fraction, in milliseconds; empty if the text is no such time. */
    public static OptionalLong millis(String text) {
        var matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        var hours = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
        var minutes = Long.parseLong(matcher.group(2));
        var seconds = Long.parseLong(matcher.group(3));
        if (seconds > 59 || (matcher.group(1) != null && minutes > 59)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction(matcher.group(4)));
    }

    /** The milliseconds of a decimal fraction. */
    private static long fraction(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "00").substring(0, 3));
    }

    /** Writes {@code H:MM:SS} with so many digits of hours, a mark, and so many digits of a fraction, 2 or 3. */
    public static String written(long millis, int hourDigits, String mark, int fractionDigits) {
        var fraction = millis % 1000 / (fractionDigits == 2 ? 10 : 1);
        return padded(millis / 3_600_000, hourDigits) + ":" + padded(millis / 60_000 % 60, 2) + ":"
                + padded(millis / 1000 % 60, 2) + mark + padded(fraction, fractionDigits);
    }

    /** A number with zeros before it, so that it has so many digits. */
    public static String padded(long number, int digits) {
        var text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
