package dev.holdfast.app;

import dev.holdfast.domain.DocumentId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the id of a document. */
final class DocumentParameter implements ITypeConverter<DocumentId> {

    @Override
    public DocumentId convert(String value) {
        if (!DocumentId.isId(value)) {
            throw new TypeConversionException(
                    "'%s' is not the id of a document, which is 1 to 64 letters, digits, _ and -".formatted(value));
        }
        return new DocumentId(value);
    }
}
