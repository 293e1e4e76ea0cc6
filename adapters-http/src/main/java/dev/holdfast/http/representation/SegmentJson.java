package dev.holdfast.http.representation;

import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.http.header.EntityTag;
import org.jspecify.annotations.Nullable;

/** JSON of a segment, or of one of its versions. */
public record SegmentJson(
        String id,
        String document,
        String kind,
        String content,
        @Nullable CueJson cue,
        long version,
        String etag,
        String position,
        @Nullable String separator,
        String updatedAt,
        String updatedBy,
        boolean updatedByVerified,
        @Nullable Boolean deleted,
        @Nullable String successor) {

    public static SegmentJson of(Segment segment) {
        var separator = segment.block().separator();
        return new SegmentJson(
                segment.id().toString(),
                segment.document().value(),
                segment.kind().label(),
                segment.content().text(),
                CueJson.of(segment.kind(), segment.content()),
                segment.version().number(),
                EntityTag.of(segment.hash()).toString(),
                segment.position().digits(),
                separator.isEmpty() ? null : separator,
                segment.updated().at().toString(),
                segment.updated().by().name(),
                segment.updated().by().verified(),
                segment.deleted() ? true : null,
                segment.successor().map(SegmentId::toString).orElse(null));
    }
}
