package dev.holdfast.application;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import java.util.List;
import java.util.Optional;

/**
 * A document to be.
 *
 * @param id the id of the document; generated if empty
 * @param info its metadata
 * @param segments its segments, in order
 */
public record NewDocument(Optional<DocumentId> id, DocumentInfo info, List<NewContent> segments) {

    public NewDocument {
        segments = List.copyOf(segments);
    }

    /** A document whose segments are these texts. */
    public static NewDocument of(DocumentInfo info, String... texts) {
        return new NewDocument(
                Optional.empty(),
                info,
                List.of(texts).stream().map(NewContent::of).toList());
    }
}
