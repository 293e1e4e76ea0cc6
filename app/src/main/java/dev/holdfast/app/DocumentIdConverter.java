package dev.holdfast.app;

import dev.holdfast.domain.DocumentId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Command-line converter for document ids. */
final class DocumentIdConverter implements ITypeConverter<DocumentId> {

    @Override
    public DocumentId convert(String value) {
        if (!DocumentId.isId(value)) {
            throw new TypeConversionException(
                    "'%s' is not a document id: 1 to 64 letters, digits, '_' and '-'".formatted(value));
        }
        return new DocumentId(value);
    }
}
