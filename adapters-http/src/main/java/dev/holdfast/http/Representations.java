package dev.holdfast.http;

import dev.holdfast.domain.Document;
import dev.holdfast.domain.Segment;

/** What stands for a segment or a document in an answer, with the fields that go with it. */
final class Representations {

    private Representations() {}

    static Answer segment(Segment segment) {
        return Answer.representation(Json.body(SegmentJson.of(segment)), EntityTag.of(segment.hash()))
                .changed(segment.updated().at());
    }

    static Answer document(Document document) {
        return Answer.representation(Json.body(DocumentJson.of(document)), EntityTag.of(document.hash()))
                .changed(document.updated().at());
    }

    static String location(Segment segment) {
        return "/api/segments/" + segment.id();
    }

    static String location(Document document) {
        return "/api/documents/" + document.id();
    }
}
