package dev.holdfast.http.representation;

import dev.holdfast.application.Format;
import dev.holdfast.application.Formats;
import dev.holdfast.domain.Document;
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
        List<ExportJson> exports) {

    /** An export of the document as a file: {@code href} is its relative URL; {@code lossy} if parts can be missing. */
    public record ExportJson(String extension, String mediaType, String href, boolean lossy) {}

    public DocumentJson {
        exports = List.copyOf(exports);
    }

    public static DocumentJson of(Document document) {
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
                exports(document));
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
