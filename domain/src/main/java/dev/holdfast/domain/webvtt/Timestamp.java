package dev.holdfast.domain.webvtt;

import dev.holdfast.domain.cue.Cue;
import java.util.Optional;

/**
 * A time as a timing line states it.
 *
 * @param text as it was written
 * @param millis milliseconds; at most {@link #MAX_MILLIS}
 */
record Timestamp(String text, long millis) {

    /** The greatest time. Later times are read as this one. */
    static final long MAX_MILLIS = Cue.MAX_MILLIS;

    private static final long MILLIS_PER_HOUR = 3_600_000;

    /** More hours than {@link #MAX_MILLIS} has, and few enough to be counted in milliseconds. */
    private static final long MANY_HOURS = 1_000_000_000_000L;

    /** Reads a timestamp (WebVTT §6.3, "collect a WebVTT timestamp") and moves the cursor over it. */
    static Optional<Timestamp> collect(Cursor cursor) {
        var start = cursor.position();
        var first = cursor.digits();
        if (first.isEmpty() || !cursor.take(":")) {
            return Optional.empty();
        }
        var second = cursor.digits();
        var hours = "";
        var minutes = first;
        var seconds = second;
        if (first.length() != 2 || number(first) > 59 || cursor.isAt(':')) {
            if (!cursor.take(":")) {
                return Optional.empty();
            }
            hours = first;
            minutes = second;
            seconds = cursor.digits();
        }
        if (!cursor.take(".")) {
            return Optional.empty();
        }
        var fraction = cursor.digits();
        if (!isSexagesimal(minutes) || !isSexagesimal(seconds) || fraction.length() != 3) {
            return Optional.empty();
        }
        return Optional.of(new Timestamp(cursor.since(start), millis(hours, minutes, seconds, fraction)));
    }

    /** Writes a time, with hours if it has some or if they are asked for (WebVTT §4.1, "WebVTT timestamp"). */
    static Timestamp of(long millis, boolean withHours) {
        var hours = millis / MILLIS_PER_HOUR;
        var text = "%s:%s.%s"
                .formatted(padded(millis / 60_000 % 60, 2), padded(millis / 1000 % 60, 2), padded(millis % 1000, 3));
        return new Timestamp(withHours || hours > 0 ? padded(hours, 2) + ":" + text : text, millis);
    }

    /** Another time, with hours if this one has them; the same time as it was written. */
    Timestamp movedTo(long next) {
        return next == millis ? this : of(next, hasHours());
    }

    boolean hasHours() {
        return text.indexOf(':') != text.lastIndexOf(':');
    }

    /** True if the hours, if there are any, have the two or more digits that the syntax requires. */
    boolean isLegal() {
        return text.indexOf(':') > 1;
    }

    private static String padded(long number, int digits) {
        var text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static boolean isSexagesimal(String digits) {
        return digits.length() == 2 && number(digits) < 60;
    }

    private static long millis(String hours, String minutes, String seconds, String fraction) {
        var withinHour = number(minutes) * 60_000 + number(seconds) * 1000 + number(fraction);
        return Math.min(MAX_MILLIS, number(hours) * MILLIS_PER_HOUR + withinHour);
    }

    /** The number that the digits make, or {@link #MANY_HOURS} if it is greater. */
    private static long number(String digits) {
        var number = 0L;
        for (var i = 0; i < digits.length(); i++) {
            number = Math.min(MANY_HOURS, number * 10 + (digits.charAt(i) - '0'));
        }
        return number;
    }
}
