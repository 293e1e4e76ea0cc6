package dev.holdfast.app;

import dev.holdfast.application.ExportFormat;
import dev.holdfast.application.Formats;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The option for the format of an export, named by its extension. */
final class ExportOption implements ITypeConverter<ExportFormat> {

    @Override
    public ExportFormat convert(String value) {
        return Formats.exports().stream()
                .filter(format -> format.extension().equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'%s' is not one of %s"
                        .formatted(
                                value,
                                Formats.exports().stream()
                                        .map(ExportFormat::extension)
                                        .collect(Collectors.joining(", ")))));
    }
}
