package dev.holdfast.http.representation;

import dev.holdfast.domain.Change;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.http.header.EntityTag;
import org.jspecify.annotations.Nullable;

/** JSON of a change in a document's log, with everything that a check of the hash chain needs. */
record ChangeJson(
        @Nullable String segment,
        String operation,
        long version,
        String parent,
        String etag,
        String digest,
        @Nullable String kind,
        @Nullable String position,
        @Nullable String content,
        @Nullable String separator,
        @Nullable Boolean deleted,
        @Nullable String successor,
        @Nullable Boolean erased,
        @Nullable InfoJson document) {

    /** JSON of a document's metadata after a change. */
    record InfoJson(
            String title,
            String mediaType,
            String language,
            @Nullable String mediaUrl) {}

    static ChangeJson of(Change change) {
        return change.map(ChangeJson::ofSegment, ChangeJson::ofDocument);
    }

    private static ChangeJson ofSegment(Change.OfSegment change) {
        var after = change.after();
        return new ChangeJson(
                after.id().toString(),
                change.operation().label(),
                change.version().number(),
                EntityTag.of(change.parent()).toString(),
                EntityTag.of(change.hash()).toString(),
                change.digest().value(),
                after.kind().label(),
                after.position().digits(),
                after.content().text(),
                after.block().separator(),
                after.deleted() ? true : null,
                after.successor().map(SegmentId::toString).orElse(null),
                change.erased() ? true : null,
                null);
    }

    private static ChangeJson ofDocument(Change.OfDocument change) {
        var info = change.info();
        return new ChangeJson(
                null,
                change.operation().label(),
                change.version().number(),
                EntityTag.of(change.parent()).toString(),
                EntityTag.of(change.hash()).toString(),
                change.digest().value(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new InfoJson(
                        info.title(),
                        info.mediaType(),
                        info.language(),
                        info.mediaUrl().orElse(null)));
    }
}
