package dev.holdfast.http.changes;

import dev.holdfast.application.Changes;
import dev.holdfast.application.Segments;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Version;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Negotiation;
import dev.holdfast.http.exchange.Paging;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Query;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.exchange.ResponseStream;
import dev.holdfast.http.header.EntityTag;
import dev.holdfast.http.representation.CommitJson;
import dev.holdfast.http.representation.RevisionJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Handlers of a document's log and of a segment's revisions.
 *
 * @param isPublic true if the server has no authentication
 */
public record ChangeRoutes(Changes changes, Segments segments, ChangeStreams streams, boolean isPublic) {

    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    public List<Resource> resources() {
        return List.of(
                Resource.at("/api/documents/{id}/changes")
                        .get(Endpoint.jsonOrEvents(this::changes).query("since", "limit")),
                Resource.at("/api/segments/{id}/revisions")
                        .get(Endpoint.json(this::history).query("after", "limit")),
                Resource.at("/api/segments/{id}/revisions/{version}").get(Endpoint.json(this::revision)));
    }

    private record CommitsJson(
            List<CommitJson> commits,
            long revision,
            String tip,
            @Nullable Boolean reset,
            @Nullable Long next) {}

    private Response changes(Request request) {
        return new Negotiation(request).prefers(ResponseStream.EVENTS, "application/json")
                ? stream(request)
                : page(request);
    }

    private Response stream(Request request) {
        var cursor = cursor(request);
        var credential = request.credential();
        var client = request.client();
        var document = request.document();
        var tip = changes.tip(credential.author(), document);
        return Response.stream(EntityTag.of(tip), () -> streams.open(credential, client, document, cursor));
    }

    /** Last-Event-ID, which a reconnecting browser sends, takes precedence over the query, which is unchanged. */
    private static Cursor cursor(Request request) {
        var last = String.join(",", request.lines("Last-Event-ID")).strip();
        if (!last.isEmpty()) {
            return Cursor.parse(last)
                    .orElseThrow(() -> Problem.of(
                                    ProblemType.MALFORMED_HEADER,
                                    "The value of the field Last-Event-ID is not the id of an event, <revision>-<hash>. Send"
                                            + " the id of the last event unchanged, or leave the field out to start with the"
                                            + " first commit.")
                            .asException());
        }
        return since(request);
    }

    private static Cursor since(Request request) {
        return request.query("since")
                .map(since -> Cursor.parse(since)
                        .orElseThrow(() -> Query.malformed(
                                "since", "must be a revision, or the id of an event: <revision>-<hash>")))
                .orElse(Cursor.after(0));
    }

    private Response page(Request request) {
        var paging = Paging.of(request);
        var page =
                changes.after(request.author(), request.document(), since(request), paging.limit(), request.reading());
        var commits = page.commits().stream()
                .filter(commit ->
                        commit.revision() <= page.tip().revision()) // because the response has the tag of the tip
                .toList();
        var next = page.more() && !commits.isEmpty()
                ? Optional.of(commits.get(commits.size() - 1).revision())
                : Optional.<Long>empty();
        var body = Json.body(() -> new CommitsJson(
                commits.stream().map(CommitJson::of).toList(),
                page.tip().revision(),
                page.tip().toString(),
                page.reset() ? true : null,
                next.orElse(null)));
        var response = Response.representation(body, EntityTag.of(page.tip()));
        return paging.link(response, "since", next.map(String::valueOf));
    }

    private record RevisionsJson(
            List<RevisionJson> revisions, @Nullable String next) {}

    private Response history(Request request) {
        var paging = Paging.of(request);
        var before = Paging.number(request, "after", 1, Long.MAX_VALUE).map(Version::new);
        var found = segments.page(request.author(), request.segment(), before, paging.limit(), request.reading());
        var page = found.items();
        var next = found.more()
                ? Optional.of(page.get(page.size() - 1).change().version().toString())
                : Optional.<String>empty();
        var body = Json.body(
                () -> new RevisionsJson(page.stream().map(RevisionJson::of).toList(), next.orElse(null)));
        return paging.link(Response.representation(body, tag(page)), "after", next);
    }

    /**
     * The tag of a part of a history. A hash covers all of its version but the author, the time, and the text that is missing
     * because it was erased.
     */
    private static EntityTag tag(List<Revision> page) {
        var parts = page.stream()
                .map(revision -> String.join(
                        " ",
                        revision.change().hash().value(),
                        Boolean.toString(revision.change().erased()),
                        Long.toString(revision.revision()),
                        revision.segment().updated().at().toString(),
                        Boolean.toString(revision.segment().updated().by().verified()),
                        revision.segment().updated().by().name()))
                .collect(Collectors.joining("\n"));
        return EntityTag.ofBytes(parts.getBytes(StandardCharsets.UTF_8));
    }

    private Response revision(Request request) {
        var text = request.parameter("version");
        var id = request.segment();
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new NotFound("version " + text + " of segment", id.toString());
        }
        return immutable(segments.revision(request.author(), id, new Version(Long.parseLong(text))));
    }

    /** Response that caches must not store where people sign in: the next one at the browser must not find it. */
    private Response immutable(Revision revision) {
        return Response.representation(
                        Json.body(() -> RevisionJson.of(revision)),
                        EntityTag.of(revision.change().hash()))
                .changed(revision.segment().updated().at())
                .header("Cache-Control", isPublic ? FOR_EVER : "no-store");
    }
}
