package dev.holdfast.http.header;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates of HTTP header fields (RFC 9110 §5.6.7). */
public final class HttpDate {

    private static final DateTimeFormatter IMF_FIXDATE = strict("EEE, dd MMM uuuu HH:mm:ss 'GMT'");
    private static final DateTimeFormatter ASCTIME = strict("EEE MMM ppd HH:mm:ss uuuu");
    private static final DateTimeFormatter RFC_850 = new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.US)
            .withResolverStyle(ResolverStyle.STRICT);

    private HttpDate() {}

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).withResolverStyle(ResolverStyle.STRICT);
    }

    /** The date of a field; empty unless there is exactly one field line and it is a date. */
    static Optional<Instant> parse(List<String> lines) {
        if (lines.size() != 1) {
            return Optional.empty();
        }
        var text = lines.get(0).strip();
        return parse(text, IMF_FIXDATE).or(() -> parse(text, RFC_850)).or(() -> parse(text, ASCTIME));
    }

    private static Optional<Instant> parse(String text, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A date in the preferred form, IMF-fixdate. */
    public static String format(Instant date) {
        return IMF_FIXDATE.format(date.atOffset(ZoneOffset.UTC));
    }

    /**
     * The Last-Modified of a change: the end of its second. A client that fetched an older version earlier in the same second
     * and compares with the Date of that response then sees that there is a newer one.
     */
    public static Instant lastModified(Instant changed) {
        return changed.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }
}
