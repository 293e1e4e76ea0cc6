package dev.holdfast.http.resources;

import dev.holdfast.application.Documents;
import dev.holdfast.application.Format;
import dev.holdfast.application.Formats;
import dev.holdfast.application.SavedDocument;
import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.http.exchange.ConditionalWrite;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Fields;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.Paging;
import dev.holdfast.http.exchange.Query;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.EntityTag;
import dev.holdfast.http.representation.DocumentJson;
import dev.holdfast.http.representation.Representations;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Handlers of documents: list, create, import, describe, delete, restore. */
public final class DocumentRoutes {

    private static final int MAX_PATCH_BYTES = 65_536;

    private final Documents documents;
    private final Json json;
    private final DocumentCreator creation;

    public DocumentRoutes(Documents documents, Json json) {
        this.documents = documents;
        this.json = json;
        this.creation = new DocumentCreator(documents, json);
    }

    public List<Resource> resources(Limits limits) {
        return List.of(
                Resource.at("/api/documents")
                        .get(Endpoint.json(this::list).query("q", "after", "limit"))
                        .post(Endpoint.json(this::create)
                                .query("title", "language", "mediaUrl", "id", "mediaType", "duration", "speakers")
                                .of(Math.max(limits.importBytes(), limits.jsonBytes()), creationTypes())),
                Resource.at("/api/documents/{id}")
                        .get(Endpoint.json(this::read))
                        .patch(Endpoint.json(this::patch)
                                .of(MAX_PATCH_BYTES, "application/merge-patch+json", "application/json"))
                        .delete(Endpoint.json(this::delete)),
                Resource.at("/api/documents/{id}/restore").post(Endpoint.json(this::restore)));
    }

    /** A document is created from JSON, or from a file. */
    private static String[] creationTypes() {
        return Stream.concat(
                        Stream.of("application/json"),
                        Formats.all().stream()
                                .filter(format -> format.importedAs().isPresent())
                                .map(Format::mediaType))
                .distinct()
                .toArray(String[]::new);
    }

    private record DocumentsJson(
            List<DocumentJson> documents, @Nullable String next) {}

    private Response list(Request request) {
        var paging = Paging.of(request);
        var after = request.query("after").map(DocumentRoutes::cursor);
        var titlePart = request.query("q").orElse("");
        var found = documents.list(request.author(), titlePart, after, paging.limit() + 1, request.reading());
        var page = found.subList(0, Math.min(found.size(), paging.limit()));
        var next = found.size() > page.size()
                ? Optional.of(page.get(page.size() - 1).id().value())
                : Optional.<String>empty();
        var body =
                Json.body(new DocumentsJson(page.stream().map(DocumentJson::of).toList(), next.orElse(null)));
        return paging.link(Response.representation(body, EntityTag.ofBytes(body.bytes())), "after", next, "q");
    }

    private static DocumentId cursor(String text) {
        if (!DocumentId.isId(text)) {
            throw Query.malformed("after", "is not the id of a document");
        }
        return new DocumentId(text);
    }

    private Response create(Request request) {
        try {
            if (DocumentCreator.isJson(request)) {
                var saved = creation.create(request);
                return created(request, saved, Representations.document(saved.document()));
            }
            var imported = creation.importFile(request);
            return created(request, imported.saved(), Representations.imported(imported));
        } catch (AlreadyExists used) {
            throw creation.id(request)
                    .map(id -> UsedId.ofDocument(used, () -> documents.read(request.author(), id)))
                    .orElseThrow(() -> used)
                    .asException();
        }
    }

    private static Response created(Request request, SavedDocument saved, Response representation) {
        var location = Representations.location(saved.document());
        return response(request, saved, representation.header("Content-Location", location), true)
                .status(201)
                .header("Location", location);
    }

    private Response read(Request request) {
        return Representations.document(documents.read(request.author(), request.document()));
    }

    private Response patch(Request request) {
        var write = new ConditionalWrite(request);
        var saved = documents.describeDocument(write, request.document(), current -> patched(request, current));
        return response(request, saved, request.path(), write.isGuarded());
    }

    /** Applies a merge patch (RFC 7396) of the metadata. */
    private DocumentInfo patched(Request request, Document document) {
        var current = document.info();
        var fields = Fields.of(json.read(request.body()))
                .changing(Json.tree(DocumentJson.of(document)), "title", "mediaType", "language", "mediaUrl");
        var mediaUrl = fields.isNull("mediaUrl")
                ? Optional.<String>empty()
                : fields.optionalText("mediaUrl").or(current::mediaUrl);
        return new DocumentInfo(
                fields.optionalText("title").orElse(current.title()),
                fields.optionalText("mediaType").orElse(current.mediaType()),
                fields.optionalText("language").orElse(current.language()),
                mediaUrl);
    }

    private Response delete(Request request) {
        var write = new ConditionalWrite(request);
        var saved = documents.delete(write, request.document());
        var response = Response.of(204).tag(EntityTag.of(saved.document().hash()));
        return request.prefer().ofNothing(response.written(saved.effect(), write.isGuarded()));
    }

    private Response restore(Request request) {
        var write = new ConditionalWrite(request);
        var saved = documents.restore(write, request.document());
        return response(request, saved, Representations.location(saved.document()), write.isGuarded());
    }

    private static Response response(Request request, SavedDocument saved, String location, boolean isGuarded) {
        var response = Representations.document(saved.document()).header("Content-Location", location);
        return response(request, saved, response, isGuarded);
    }

    private static Response response(Request request, SavedDocument saved, Response response, boolean isGuarded) {
        return request.prefer().apply(response.written(saved.effect(), isGuarded));
    }
}
