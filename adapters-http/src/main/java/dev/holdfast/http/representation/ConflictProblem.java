package dev.holdfast.http.representation;

import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.MergeConflict;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.header.EntityTag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Problem details of a failed conditional write, with everything that its author needs to merge. */
public final class ConflictProblem {

    private ConflictProblem() {}

    /** Problem of a stale edit of one segment. */
    static Problem of(Problem problem, Conflict conflict) {
        var next = problem;
        for (var member : members(conflict).entrySet()) {
            next = next.with(member.getKey(), member.getValue());
        }
        return conflict.current().isPresent()
                ? next.withHeader(
                        "ETag", EntityTag.of(conflict.current().get().hash()).toString())
                : next;
    }

    /** Problem of a batch: every stale edit, with its index. */
    public static Problem ofBatch(Problem problem, ConcurrencyConflict conflict) {
        return problem.with(
                "conflicts",
                conflict.conflicts().stream()
                        .map(stale -> {
                            var json = new LinkedHashMap<String, @Nullable Object>();
                            json.put("index", stale.edit());
                            json.put("id", stale.segment().toString());
                            json.putAll(stale.isExplained() ? members(stale) : tag(stale));
                            return json;
                        })
                        .toList());
    }

    static Problem of(Problem problem, DocumentConflict conflict) {
        var current = conflict.current();
        return stamped(problem, current.updated())
                .withHeader("ETag", EntityTag.of(current.hash()).toString())
                .with("current", DocumentJson.of(current))
                .with("base", conflict.base().map(DocumentJson::of).orElse(null));
    }

    static Problem of(Problem problem, MergeConflict conflict) {
        var explained = stamped(problem, conflict.current().updated())
                .withHeader("ETag", EntityTag.of(conflict.current().hash()).toString())
                .with("current", SegmentJson.of(conflict.current()))
                .with("base", SegmentJson.of(conflict.base().segment()))
                .with("merge", MergeJson.of(conflict.merge(), conflict.current().kind()));
        return conflict.movedTo().isEmpty() ? explained : explained.with("movedTo", movedTo(conflict.movedTo()));
    }

    private static Problem stamped(Problem problem, Stamp stamp) {
        return problem.with("changedBy", stamp.by().name())
                .with("changedByVerified", stamp.by().verified())
                .with("changedAt", stamp.at().toString());
    }

    private static SegmentKind kind(Conflict conflict) {
        return conflict.current().map(Segment::kind).orElse(SegmentKind.TEXT);
    }

    private static Map<String, @Nullable Object> members(Conflict conflict) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("current", conflict.current().map(SegmentJson::of).orElse(null));
        json.put(
                "base",
                conflict.base().map(Revision::segment).map(SegmentJson::of).orElse(null));
        conflict.merge().ifPresent(merge -> json.put("merge", MergeJson.of(merge, kind(conflict))));
        conflict.current().map(Segment::updated).ifPresent(stamp -> {
            json.put("changedBy", stamp.by().name());
            json.put("changedByVerified", stamp.by().verified());
            json.put("changedAt", stamp.at().toString());
        });
        conflict.appliedAs().ifPresent(revision -> json.put("appliedAs", SegmentJson.of(revision.segment())));
        if (!conflict.movedTo().isEmpty()) {
            json.put("movedTo", movedTo(conflict.movedTo()));
        }
        return json;
    }

    /** The member of a conflict that nobody looked into. Its segment can be read again. */
    private static Map<String, String> tag(Conflict conflict) {
        return conflict.current()
                .map(current -> Map.of("etag", EntityTag.of(current.hash()).toString()))
                .orElse(Map.of());
    }

    private static List<SegmentJson> movedTo(List<Segment> segments) {
        return segments.stream().map(SegmentJson::of).toList();
    }
}
