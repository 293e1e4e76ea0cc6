package dev.holdfast.http.representation;

import dev.holdfast.domain.Document;
import dev.holdfast.domain.Segment;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.EntityTag;

/** Representations of segments and documents, with their header fields. */
public final class Representations {

    private Representations() {}

    public static Response segment(Segment segment) {
        return Response.representation(Json.body(SegmentJson.of(segment)), EntityTag.of(segment.hash()))
                .changed(segment.updated().at());
    }

    public static Response document(Document document) {
        return Response.representation(Json.body(DocumentJson.of(document)), EntityTag.of(document.hash()))
                .changed(document.updated().at());
    }

    public static String location(Segment segment) {
        return "/api/segments/" + segment.id();
    }

    public static String location(Document document) {
        return "/api/documents/" + document.id();
    }
}
