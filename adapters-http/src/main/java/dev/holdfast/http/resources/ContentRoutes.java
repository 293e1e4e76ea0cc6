package dev.holdfast.http.resources;

import dev.holdfast.application.Documents;
import dev.holdfast.application.FileUpdate;
import dev.holdfast.application.Format;
import dev.holdfast.application.Formats;
import dev.holdfast.application.RevisedFile;
import dev.holdfast.domain.Tip;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.http.exchange.ConditionalWrite;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Query;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.TagCondition;
import dev.holdfast.http.representation.FileUpdateJson;
import java.util.List;
import java.util.Optional;

/** The content of a document as a file that was exported, edited elsewhere, and comes back. */
public record ContentRoutes(Documents documents) {

    private static final String BASE = "base";

    public List<Resource> resources(Limits limits) {
        return List.of(Resource.at("/api/documents/{id}/content")
                .put(Endpoint.json(this::update)
                        .query(BASE, "dry-run", "speakers")
                        .of(limits.importBytes(), mediaTypes())));
    }

    private static String[] mediaTypes() {
        return Formats.all().stream()
                .filter(format -> format.importedAs().isPresent())
                .map(Format::mediaType)
                .distinct()
                .toArray(String[]::new);
    }

    private Response update(Request request) {
        if (flag(request, "dry-run").orElse(false)) {
            var preview = documents.previewUpdate(request.author(), request.document(), () -> file(request));
            return Response.of(200).body(Json.body(FileUpdateJson.of(preview, true)));
        }
        var update = documents.update(new ConditionalWrite(request), request.document(), () -> file(request));
        return request.prefer().apply(response(update).written(update.effect(), true));
    }

    /** Without ETag: the file is not stored as it was sent (RFC 9110 §9.3.4). */
    private static Response response(FileUpdate update) {
        return Response.of(200).body(Json.body(FileUpdateJson.of(update, false)));
    }

    private static RevisedFile file(Request request) {
        requireNoTags(request);
        return new RevisedFile(
                base(request),
                request.contentType().mediaType().orElseThrow(),
                new FileEncoding(request).text(),
                new WriteOptions(flag(request, "speakers"), false));
    }

    private static Tip base(Request request) {
        var text = request.query(BASE)
                .orElseThrow(() -> Problem.of(
                                ProblemType.PRECONDITION_REQUIRED,
                                "The request does not say from which revision the file was exported. Add ?base= with the ETag of the export, for example ?base=12-al82xQPKT1XXllCsZAm8Ug.")
                        .with("resubmit", "Send this request again with ?base=<the ETag of the export>")
                        .asException());
        var quoted = text.contains("\"") ? text : '"' + text + '"';
        return TagCondition.parse(List.of(quoted)).tags().stream()
                .flatMap(tag -> tag.tip().stream())
                .findFirst()
                .orElseThrow(() -> Query.malformed(
                        BASE, "is not the ETag of an export, <revision>-<hash>, as the export's response has it"));
    }

    /** The revision that is current is no condition: what others did since the export is merged. */
    private static void requireNoTags(Request request) {
        var preconditions = request.readablePreconditions();
        if (preconditions.ifMatch().isGiven() || preconditions.ifNoneMatch() instanceof TagCondition.Tags) {
            throw Problem.of(
                            ProblemType.MISPLACED_PRECONDITION,
                            "A file that comes back is merged with what others did since it was exported, so If-Match would refuse what can be merged. Name the ETag of the export in ?base= instead, and leave the field out.")
                    .asException();
        }
    }

    private static Optional<Boolean> flag(Request request, String name) {
        return request.query(name).map(value -> {
            if (!List.of("true", "false", "").contains(value)) {
                throw Query.malformed(name, "is true or false");
            }
            return !value.equals("false");
        });
    }
}
