package dev.holdfast.http.resources;

import dev.holdfast.application.Holdfast;
import dev.holdfast.application.PreparedWrite;
import dev.holdfast.application.Saved;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.Segments;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.EntityTag;
import dev.holdfast.http.header.HttpDate;
import dev.holdfast.http.representation.Representations;
import java.util.List;
import java.util.Optional;

/** One segment: read, changed, deleted, merged. */
public final class SegmentRoutes {

    private final Holdfast holdfast;
    private final Segments segments;
    private final Json json;

    public SegmentRoutes(Holdfast holdfast, Json json) {
        this.holdfast = holdfast;
        this.segments = holdfast.segments();
        this.json = json;
    }

    public List<Resource> resources(Limits limits) {
        var maxBytes = TextChange.maxBytes(limits, holdfast.rules());
        var segment = Resource.at("/api/segments/{id}")
                .get(Endpoint.json(this::read))
                .patch(Endpoint.json(this::patch).of(maxBytes, "application/merge-patch+json", "application/json"))
                .delete(Endpoint.json(this::delete));
        var merge = Resource.at("/api/segments/{id}/merge")
                .post(Endpoint.json(this::merge).of(maxBytes, "application/json"));
        return List.of(segment, segment.alsoAt("/api/vtt/{id}"), merge);
    }

    private Response read(Request request) {
        return Representations.segment(segments.read(request.author(), request.segment()));
    }

    private Response patch(Request request) {
        var change = TextChange.lazily(() -> {
            var fields = Fields.of(json.read(request.body()), "");
            return TextChange.patch(fields.only(TextChange.MEMBERS));
        });
        var write = write(request);
        var saved = segments.edit(write, request.segment(), change);
        return saved(request, saved, request.path(), write.precondition().guards());
    }

    private Response delete(Request request) {
        var write = write(request);
        var saved = segments.delete(write, request.segment());
        var response = Response.of(204).tag(EntityTag.of(saved.segment().hash()));
        var isGuarded = write.precondition().guards();
        return request.prefer().ofNothing(response.written(saved.effect(), isGuarded));
    }

    private Response merge(Request request) {
        var write = write(request);
        var id = request.segment();
        var guarded = write.expecting(new Precondition.Both(write.precondition(), new Precondition.Exists()));
        // What is wrong with target, key or condition comes before what is wrong with the body.
        return Request.orTargetProblem(
                () -> {
                    var fields = Fields.of(json.read(request.body()), "").only("base", "content", "cue");
                    var change = TextChange.lazily(() -> TextChange.patch(fields));
                    var saved = segments.merge(write, id, base(fields), change);
                    return saved(request, saved, Representations.location(saved.segment()), true);
                },
                () -> judge(guarded, id));
    }

    /** Throws whatever is wrong with target, key or condition. */
    private void judge(PreparedWrite write, SegmentId id) {
        try {
            var unused = segments.edit(write, id, current -> {
                throw Problem.of(ProblemType.MALFORMED_JSON, "The change cannot be read.")
                        .asException();
            });
        } catch (ProblemException reached) {
            // All that comes before the change is well.
        }
    }

    private static Hash base(Fields fields) {
        return IfMatchMember.hash(fields, "base")
                .orElseThrow(() -> Problem.of(
                                ProblemType.UNKNOWN_BASE,
                                "The member base is the tag of no version. Send the etag that came with the text.")
                        .with("member", "base")
                        .asException());
    }

    private PreparedWrite write(Request request) {
        var id = request.segment();
        return request.write(
                () -> request.believed(() -> Optional.of(HttpDate.lastModified(
                        segments.read(request.author(), id).updated().at()))),
                write -> segments.edit(write, id, SegmentChange.none()));
    }

    private static Response saved(Request request, Saved saved, String location, boolean isGuarded) {
        var response = Representations.segment(saved.segment()).header("Content-Location", location);
        return request.prefer().apply(response.written(saved.effect(), isGuarded));
    }
}
