package dev.holdfast.domain.subrip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The times of a caption.
 *
 * @param startMillis in milliseconds
 * @param endMillis in milliseconds
 * @param hasCoordinates true if the coordinates of a box stand after them
 */
record SubRipTimings(long startMillis, long endMillis, boolean hasCoordinates) {

    private static final String TIME = "(?:([0-9]{1,9}):)?([0-9]{1,2}):([0-9]{1,2})(?:([,.])([0-9]{1,9}))?";

    /** After the end, some files have the coordinates of a box. */
    private static final Pattern TIMINGS =
            Pattern.compile("[ \\t]*+" + TIME + "[ \\t]*+-->[ \\t]*+" + TIME + "([ \\t].*+)?+");

    /** Times with a counter before them, and an arrow that some program or person broke. */
    private static final Pattern MEANT = Pattern.compile("[ \\t]*+(?:[0-9]{1,7}[ \\t]++)?+" + TIME
            + "[ \\t]*+(?:-{1,4} ?-?>|[\u2013\u2014]{1,2}>|=+>|\u2192)[ \\t]*+" + TIME + "([ \\t].*+)?+");

    private static final int GROUPS_PER_TIME = 5;

    /** Reads a timing line; empty if the line is not one. */
    static Optional<SubRipTimings> parse(String line) {
        return read(TIMINGS.matcher(line));
    }

    /** Reads a line that stands where times are expected more tolerantly than {@link #parse}. */
    static Optional<SubRipTimings> meant(String line) {
        return read(MEANT.matcher(line));
    }

    private static Optional<SubRipTimings> read(Matcher matcher) {
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var start = millis(matcher, 1);
        var end = millis(matcher, 1 + GROUPS_PER_TIME);
        var rest = matcher.group(1 + 2 * GROUPS_PER_TIME);
        return start < 0 || end < 0
                ? Optional.empty()
                : Optional.of(new SubRipTimings(start, end, rest != null && !rest.isBlank()));
    }

    /** True if the line is meant as a timing line, valid or not. */
    static boolean seems(String line) {
        var arrow = line.indexOf("-->");
        if (arrow < 0) {
            return false;
        }
        var time = line.substring(0, arrow).strip();
        return !time.isEmpty() && isDigit(time.charAt(0)) && time.indexOf(':') > 0;
    }

    static boolean isDigit(int unit) {
        return unit >= '0' && unit <= '9';
    }

    String write() {
        return written(startMillis) + " --> " + written(endMillis);
    }

    private static long millis(Matcher matcher, int group) {
        var hours = number(matcher.group(group));
        var minutes = number(matcher.group(group + 1));
        var seconds = number(matcher.group(group + 2));
        if (minutes > 59 || seconds > 59) {
            return -1;
        }
        return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction(matcher, group + 3);
    }

    /**
     * After a point stands a decimal fraction, as in the times of other formats; after a comma a number of milliseconds,
     * which some programs write without leading zeros and players read so.
     */
    private static long fraction(Matcher matcher, int group) {
        var digits = matcher.group(group + 1);
        if (digits == null) {
            return 0;
        }
        var isDecimal = ".".equals(matcher.group(group));
        var padded =
                digits.length() >= 3 ? digits : isDecimal ? digits + "00" : "0".repeat(3 - digits.length()) + digits;
        return number(padded.substring(0, 3));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String written(long millis) {
        return "%s:%s:%s,%s"
                .formatted(
                        padded(millis / 3_600_000, 2),
                        padded(millis / 60_000 % 60, 2),
                        padded(millis / 1000 % 60, 2),
                        padded(millis % 1000, 3));
    }

    private static String padded(long number, int digits) {
        var text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
