package dev.holdfast.app;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Expiry of a token: some time from now, or a date, at whose beginning in UTC it expires. */
@FunctionalInterface
interface Expiry {

    /** The first moment at which a token that is made now is not valid any more. */
    Instant from(Instant now);

    /** Command-line converter for expiries. */
    final class Converter implements ITypeConverter<Expiry> {

        @Override
        public Expiry convert(String text) {
            if (DurationConverter.isDuration(text)) {
                var duration = new DurationConverter().convert(text);
                return now -> now.plus(duration).truncatedTo(ChronoUnit.SECONDS);
            }
            try {
                var date = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                return now -> date;
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'%s' is neither a time from now, for example 90d, nor a date, for example 2027-01-31"
                                .formatted(text));
            }
        }
    }
}
