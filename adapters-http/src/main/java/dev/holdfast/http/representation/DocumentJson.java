package dev.holdfast.http.representation;

import dev.holdfast.domain.Document;
import dev.holdfast.http.header.EntityTag;
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
        String updatedAt,
        String updatedBy) {

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
                document.updated().at().toString(),
                document.updated().by().name());
    }
}
