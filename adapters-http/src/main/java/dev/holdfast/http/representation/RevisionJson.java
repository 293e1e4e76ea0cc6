package dev.holdfast.http.representation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.holdfast.domain.Revision;
import dev.holdfast.http.header.EntityTag;
import org.jspecify.annotations.Nullable;

/** JSON of one version of a segment, with the change that made it. */
public record RevisionJson(
        long revision,
        String operation,
        String parent,
        @Nullable Boolean erased,
        @JsonUnwrapped SegmentJson segment) {

    public static RevisionJson of(Revision revision) {
        return new RevisionJson(
                revision.revision(),
                revision.change().operation().label(),
                EntityTag.of(revision.change().parent()).toString(),
                revision.change().erased() ? true : null,
                SegmentJson.of(revision.segment()));
    }
}
