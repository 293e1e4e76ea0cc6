package dev.holdfast.http.representation;

import dev.holdfast.application.Format;
import dev.holdfast.application.Formats;
import dev.holdfast.application.ImportedDocument;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.format.Loss;
import dev.holdfast.http.header.EntityTag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document's metadata as clients see it. How many commits it has is left out: that is not covered by this tag. */
public record DocumentJson(
        String id,
        String title,
        String mediaType,
        String language,
        @Nullable String mediaUrl,
        long version,
        String etag,
        String createdAt,
        String createdBy,
        boolean createdByVerified,
        String updatedAt,
        String updatedBy,
        boolean updatedByVerified,
        List<ExportJson> exports,
        @Nullable String readAs,
        @Nullable List<String> dropped) {

    /** An export of the document as a file: {@code href} is its relative URL; {@code lossy} if parts can be missing. */
    public record ExportJson(String extension, String mediaType, String href, boolean lossy) {}

    public DocumentJson {
        exports = List.copyOf(exports);
        dropped = dropped == null ? null : List.copyOf(dropped);
    }

    public static DocumentJson of(Document document) {
        return of(document, null, null);
    }

    /** The same for the response to its import, with the media type that the file turned out to have and the parts that were dropped. */
    public static DocumentJson of(ImportedDocument imported) {
        return of(
                imported.document(),
                imported.readAs().mediaType(),
                imported.dropped().stream().map(Loss::label).toList());
    }

    private static DocumentJson of(Document document, @Nullable String readAs, @Nullable List<String> dropped) {
        return new DocumentJson(
                document.id().value(),
                document.info().title(),
                document.info().mediaType(),
                document.info().language(),
                document.info().mediaUrl().orElse(null),
                document.version().number(),
                EntityTag.of(document.hash()).toString(),
                document.created().at().toString(),
                document.created().by().name(),
                document.created().by().verified(),
                document.updated().at().toString(),
                document.updated().by().name(),
                document.updated().by().verified(),
                exports(document),
                readAs,
                dropped);
    }

    private static List<ExportJson> exports(Document document) {
        return Formats.find(document.info().mediaType()).map(Format::exports).orElse(List.of()).stream()
                .map(export -> new ExportJson(
                        export.extension(),
                        export.mediaType(),
                        Representations.location(document) + "/export." + export.extension(),
                        export.lossy()))
                .toList();
    }
}
