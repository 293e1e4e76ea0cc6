package dev.holdfast.http.representation;

import dev.holdfast.domain.Document;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Stamp;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.header.EntityTag;

/** Problem details of a deleted resource. */
final class GoneProblem {

    private GoneProblem() {}

    /** Of a segment, which was deleted itself or with its document. */
    static Problem of(Problem problem, Segment tombstone, Stamp deletion) {
        return tagged(problem, EntityTag.of(tombstone.hash()), deletion)
                .with("content", tombstone.content().text())
                .with(
                        "successor",
                        tombstone.successor().map(SegmentId::toString).orElse(null));
    }

    static Problem of(Problem problem, Document tombstone) {
        return tagged(problem, EntityTag.of(tombstone.hash()), tombstone.updated())
                .with("document", DocumentJson.of(tombstone));
    }

    private static Problem tagged(Problem problem, EntityTag tag, Stamp stamp) {
        return problem.withHeader("ETag", tag.toString())
                .with("etag", tag.toString())
                .with("changedBy", stamp.by().name())
                .with("changedByVerified", stamp.by().verified())
                .with("changedAt", stamp.at().toString());
    }
}
