package dev.holdfast.app;

import dev.holdfast.domain.Tip;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Conversion of a command-line argument into the tip of a log. */
final class TipConverter implements ITypeConverter<Tip> {

    @Override
    public Tip convert(String text) {
        return Tip.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "'%s' is not a tip, <revision>-<hash>, as 'holdfast verify' prints it.".formatted(text)));
    }
}
