package dev.holdfast.domain.captions.ttml;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unit of a document's frames and ticks, in which its times are read (TTML2 §12.3.1, "time-expression").
 *
 * @param framesPerSecond with the multiplier applied
 * @param ticksPerSecond 1 if the document names none
 */
record TimeExpression(double framesPerSecond, double ticksPerSecond) {

    /** The rates of a document that names none. */
    static final TimeExpression USUAL = new TimeExpression(30, 1);

    private static final Pattern CLOCK =
            Pattern.compile("([0-9]{2,9}):([0-9]{2}):([0-9]{2})(?:(\\.[0-9]{1,9})|:([0-9]{2,5})(?:\\.[0-9]{1,9})?+)?+");

    private static final Pattern OFFSET = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?+)(h|ms|m|s|f|t)");

    /** A time in milliseconds; empty if the text is none. */
    OptionalLong millis(String text) {
        var clock = CLOCK.matcher(text.strip());
        if (clock.matches()) {
            return OptionalLong.of(Math.round(clockSeconds(clock) * 1000));
        }
        var offset = OFFSET.matcher(text.strip());
        return offset.matches()
                ? OptionalLong.of(Math.round(Double.parseDouble(offset.group(1)) * millisPer(offset.group(2))))
                : OptionalLong.empty();
    }

    private double clockSeconds(Matcher clock) {
        var whole = (Long.parseLong(clock.group(1)) * 60 + Long.parseLong(clock.group(2))) * 60
                + Long.parseLong(clock.group(3));
        var fraction = clock.group(4) == null ? 0 : Double.parseDouble("0" + clock.group(4));
        var frames = clock.group(5) == null ? 0 : Long.parseLong(clock.group(5));
        return whole + fraction + frames / framesPerSecond;
    }

    private double millisPer(String unit) {
        return switch (unit) {
            case "h" -> 3_600_000;
            case "m" -> 60_000;
            case "s" -> 1000;
            case "ms" -> 1;
            case "f" -> 1000 / framesPerSecond;
            default -> 1000 / ticksPerSecond;
        };
    }
}
