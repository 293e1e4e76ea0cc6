package dev.holdfast.app;

import dev.holdfast.domain.Tip;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Conversion of the ETag of an export, with or without its quotes. */
final class BaseConverter implements ITypeConverter<Tip> {

    @Override
    public Tip convert(String text) {
        return Tip.parse(text.replaceFirst("^(?:W/)?\"", "").replaceFirst("\"$", ""))
                .orElseThrow(() -> new TypeConversionException(
                        "'%s' is not the ETag of an export, <revision>-<hash>.".formatted(text)));
    }
}
