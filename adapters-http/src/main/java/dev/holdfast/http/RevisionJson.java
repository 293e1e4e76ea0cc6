package dev.holdfast.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.holdfast.domain.Revision;
import org.jspecify.annotations.Nullable;

/** One version of a segment, and how it came to be. */
record RevisionJson(
        long revision,
        String operation,
        String parent,
        @Nullable Boolean erased,
        @JsonUnwrapped SegmentJson segment) {

    static RevisionJson of(Revision revision) {
        return new RevisionJson(
                revision.revision(),
                revision.change().operation().label(),
                EntityTag.of(revision.change().parent()).toString(),
                revision.change().erased() ? true : null,
                SegmentJson.of(revision.segment()));
    }
}
