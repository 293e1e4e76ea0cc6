package dev.holdfast.http.representation;

import dev.holdfast.application.ImportedDocument;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.Segment;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.EntityTag;
import java.util.Map;
import java.util.Optional;

/** Representations of segments and documents, with their header fields. */
public final class Representations {

    private Representations() {}

    public static Response segment(Segment segment) {
        return Response.representation(Json.body(() -> SegmentJson.of(segment)), EntityTag.of(segment.hash()))
                .changed(segment.updated().at());
    }

    public static Response document(Document document) {
        return Response.representation(Json.body(() -> DocumentJson.of(document)), EntityTag.of(document.hash()))
                .changed(document.updated().at());
    }

    /** The document that a file became, with the parts of the file that it lacks. */
    public static Response imported(ImportedDocument imported) {
        var document = imported.document();
        return DroppedParts.named(
                Response.representation(Json.body(() -> DocumentJson.of(imported)), EntityTag.of(document.hash()))
                        .changed(document.updated().at()),
                imported.dropped());
    }

    /** Response without a body that becomes 304, if the tag of the request is the tip of the document. */
    public static Optional<Response> current(Request request, Document document) {
        var tag = EntityTag.of(document.tip());
        return request.isCurrent(tag)
                ? Optional.of(Response.representation(Json.body(Map.of()), tag))
                : Optional.empty();
    }

    public static String location(Segment segment) {
        return "/api/segments/" + segment.id();
    }

    public static String location(Document document) {
        return "/api/documents/" + document.id();
    }
}
