package dev.holdfast.http.resources;

import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.EditRequest;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.Saved;
import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.PreconditionRequired;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.http.exchange.ConditionalWrite;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.Paging;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemException;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Query;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.EntityTag;
import dev.holdfast.http.header.TagCondition;
import dev.holdfast.http.representation.ConflictProblem;
import dev.holdfast.http.representation.Problems;
import dev.holdfast.http.representation.Representations;
import dev.holdfast.http.representation.SegmentJson;
import dev.holdfast.http.representation.StaleWrite;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handlers of the segments of a document: list, insert, and batches of edits. */
public final class EditRoutes {

    private final Holdfast holdfast;
    private final Json json;

    public EditRoutes(Holdfast holdfast, Json json) {
        this.holdfast = holdfast;
        this.json = json;
    }

    public List<Resource> resources(Limits limits) {
        return List.of(
                Resource.at("/api/documents/{id}/segments")
                        .get(Endpoint.json(this::list).query("after", "limit"))
                        .post(Endpoint.json(this::insert)
                                .of(TextChange.maxBytes(limits, holdfast.rules()), "application/json")),
                Resource.at("/api/documents/{id}/edits")
                        .post(Endpoint.json(this::edit).of(limits.jsonBytes(), "application/json")));
    }

    private record SegmentsJson(
            long revision,
            String tip,
            List<SegmentJson> segments,
            @Nullable String next) {}

    private Response list(Request request) {
        var paging = Paging.of(request);
        return current(request).orElseGet(() -> list(request, paging));
    }

    /** The response without a body, if the client has the first page as it is: that takes the document alone. */
    private Optional<Response> current(Request request) {
        return request.namesVersions() && request.query("after").isEmpty()
                ? Representations.current(request, holdfast.documents().read(request.author(), request.document()))
                : Optional.empty();
    }

    private Response list(Request request, Paging paging) {
        var page = page(request, request.document(), paging.limit());
        var next = page.more() ? Optional.of(last(page.segments()).id().toString()) : Optional.<String>empty();
        var body = Json.body(() -> new SegmentsJson(
                page.document().revision(),
                page.document().tip().toString(),
                page.segments().stream().map(SegmentJson::of).toList(),
                next.orElse(null)));
        return paging.link(
                Response.representation(body, EntityTag.of(page.document().tip())), "after", next);
    }

    private DocumentPage page(Request request, DocumentId document, int limit) {
        var after = request.query("after")
                .map(text -> SegmentId.parse(text)
                        .orElseThrow(() -> Query.malformed("after", "is not the id of a segment")));
        try {
            return holdfast.segments().list(request.author(), document, after, limit, request.reading());
        } catch (InvalidEdit e) {
            throw Query.malformed("after", "names no segment of this document");
        }
    }

    private static Segment last(List<Segment> segments) {
        return segments.get(segments.size() - 1);
    }

    private Response insert(Request request) {
        var write = new ConditionalWrite(request);
        var saved = inserted(request, write);
        var location = Representations.location(saved.segment());
        var response = Representations.segment(saved.segment())
                .status(201)
                .header("Location", location)
                .header("Content-Location", location);
        return request.prefer().apply(response.written(saved.effect(), true));
    }

    private Saved inserted(Request request, ConditionalWrite write) {
        try {
            return holdfast.segments().insert(write, request.document(), () -> insertion(request));
        } catch (AlreadyExists used) {
            var id = new SegmentId(
                    request.document(), fields(request).optionalText("id").orElseThrow(() -> used));
            throw UsedId.ofSegment(used, () -> holdfast.segments().read(request.author(), id))
                    .asException();
        }
    }

    private EditRequest.Insert insertion(Request request) {
        requireNoTags(request);
        return EditReader.insertion(fields(request).only("content", "cue", "after", "id"));
    }

    private Fields fields(Request request) {
        return Fields.of(json.read(request.body()));
    }

    /** Result of a batch; edits without effect are not known for a batch that was done before. */
    private record EditsJson(long revision, List<SegmentJson> segments, List<SegmentJson> unchanged) {}

    private Response edit(Request request) {
        var batch = new Batch(() -> edits(request));
        var write = new ConditionalWrite(request);
        try {
            var saved = holdfast.documents().edit(write, request.document(), batch);
            var body = Json.body(new EditsJson(
                    saved.tip().revision(),
                    saved.segments().stream().map(SegmentJson::of).toList(),
                    saved.unchanged().stream().map(SegmentJson::of).toList()));
            var response = Response.representation(body, EntityTag.of(saved.tip()));
            return request.prefer().apply(response.written(saved.effect(), batch.isGuarded(saved.segments())));
        } catch (ConcurrencyConflict conflict) {
            var problem = Problem.of(ProblemType.PRECONDITION_FAILED, String.valueOf(conflict.getMessage()));
            throw new StaleWrite(request.author(), "ifMatch", true)
                    .explain(ConflictProblem.ofBatch(problem, conflict), conflict)
                    .asException();
        } catch (PreconditionRequired unguarded) {
            throw batch.unguarded(Problems.of(unguarded)).asException();
        } catch (AlreadyExists used) {
            throw named(batch, write, existing(request, batch, write, used));
        } catch (InvalidContent invalid) {
            throw named(batch, write, Problems.of(invalid));
        } catch (InvalidEdit invalid) {
            throw batch.named(Problems.of(invalid), invalid.index()).asException();
        } catch (ProblemException refused) {
            throw refused.problem().type() == ProblemType.INVALID_REQUEST
                    ? named(batch, write, refused.problem())
                    : refused;
        }
    }

    private static ProblemException named(Batch batch, ConditionalWrite write, Problem problem) {
        return write.checked().isPresent()
                ? batch.named(problem, write.checked().getAsInt()).asException()
                : problem.asException();
    }

    private Problem existing(Request request, Batch batch, ConditionalWrite write, AlreadyExists used) {
        var local = write.checked().isPresent() ? batch.inserted(write.checked().getAsInt()) : Optional.<String>empty();
        return local.map(id -> new SegmentId(request.document(), id))
                .map(id -> UsedId.ofSegment(used, () -> holdfast.segments().read(request.author(), id)))
                .orElseGet(() -> Problems.of(used));
    }

    private List<EditRequest> edits(Request request) {
        requireNoTags(request);
        return new EditReader(request.limits().batchEdits()).read(json.readList(request.body()));
    }

    /** A list has no version of its own, so that no tag could match it. */
    private static void requireNoTags(Request request) {
        var preconditions = request.readablePreconditions();
        if (preconditions.ifMatch().isGiven() || preconditions.ifNoneMatch() instanceof TagCondition.Tags) {
            throw Problem.of(ProblemType.MISPLACED_PRECONDITION, ProblemType.MISPLACED_PRECONDITION.explanation())
                    .asException();
        }
    }
}
