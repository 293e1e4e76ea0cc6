package dev.holdfast.app;

import dev.holdfast.application.Format;
import dev.holdfast.application.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The option for the format of a captions file to import, named by its extension. */
final class ImportOption implements ITypeConverter<Format> {

    private static final List<Format> FORMATS = Formats.ofCaptionsFiles();

    /** The extensions of all captions files, for the help and the error message. */
    static final class Extensions extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        Extensions() {
            super(extensions());
        }
    }

    @Override
    public Format convert(String value) {
        return ofExtension(value)
                .orElseThrow(() -> new TypeConversionException(
                        "'%s' is not one of %s".formatted(value, String.join(", ", extensions()))));
    }

    /** The format that the name of a file stands for; WebVTT if its extension is unknown. */
    static Format ofName(String name) {
        return ofExtension(name.substring(name.lastIndexOf('.') + 1)).orElse(FORMATS.get(0));
    }

    private static List<String> extensions() {
        return FORMATS.stream().map(Format::extension).toList();
    }

    private static Optional<Format> ofExtension(String extension) {
        return FORMATS.stream()
                .filter(format -> format.extension().equals(extension.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
