package dev.holdfast.http.resources;

import dev.holdfast.application.Holdfast;
import dev.holdfast.application.MergeRequest;
import dev.holdfast.application.Saved;
import dev.holdfast.application.Segments;
import dev.holdfast.domain.Hash;
import dev.holdfast.http.exchange.ConditionalWrite;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.EntityTag;
import dev.holdfast.http.representation.Representations;
import java.util.List;

/** Handlers of single segments: read, patch, delete, merge. */
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
        var write = new ConditionalWrite(request);
        var saved = segments.edit(
                write, request.segment(), TextChange.ofSegment(() -> Fields.of(json.read(request.body()))));
        return saved(request, saved, request.path(), write.isGuarded());
    }

    private Response delete(Request request) {
        var write = new ConditionalWrite(request);
        var saved = segments.delete(write, request.segment());
        var response = Response.of(204).tag(EntityTag.of(saved.segment().hash()));
        return request.prefer().ofNothing(response.written(saved.effect(), write.isGuarded()));
    }

    private Response merge(Request request) {
        var saved = segments.merge(new ConditionalWrite(request), request.segment(), () -> mergeRequest(request));
        return saved(request, saved, Representations.location(saved.segment()), true);
    }

    private MergeRequest mergeRequest(Request request) {
        var fields = body(request, "base", "content", "cue");
        return new MergeRequest(base(fields), TextChange.patch(fields));
    }

    private Fields body(Request request, String... members) {
        return Fields.of(json.read(request.body())).only(members);
    }

    private static Hash base(Fields fields) {
        return IfMatchMember.hash(fields, "base")
                .orElseThrow(() -> Problem.of(
                                ProblemType.UNKNOWN_BASE,
                                "The member base is not the tag of a version. Send the etag that came with the text.")
                        .with("member", "base")
                        .asException());
    }

    private static Response saved(Request request, Saved saved, String location, boolean isGuarded) {
        var response = Representations.segment(saved.segment()).header("Content-Location", location);
        return request.prefer().apply(response.written(saved.effect(), isGuarded));
    }
}
