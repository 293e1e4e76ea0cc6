package dev.holdfast.app;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Command-line converter for durations: a number with d for days, h for hours, m for minutes or s for seconds. */
final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,6})([dhms])");

    /** True if a text has the form of a duration. */
    static boolean isDuration(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public Duration convert(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException(
                    "'%s' is not a duration: a number with d for days, h for hours, m for minutes or s for seconds, for example 12h"
                            .formatted(text));
        }
        var number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }
}
