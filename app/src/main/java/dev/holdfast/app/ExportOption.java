package dev.holdfast.app;

import dev.holdfast.application.ExportFormat;
import dev.holdfast.application.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The option for the format of an export, named by its extension. */
final class ExportOption implements ITypeConverter<ExportFormat> {

    /** The extensions of all exports, for the help and the error message. */
    static final class Extensions extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        Extensions() {
            super(extensions());
        }
    }

    @Override
    public ExportFormat convert(String value) {
        return Formats.exports().stream()
                .filter(format -> format.extension().equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "'%s' is not one of %s".formatted(value, String.join(", ", extensions()))));
    }

    private static List<String> extensions() {
        return Formats.exports().stream().map(ExportFormat::extension).toList();
    }
}
