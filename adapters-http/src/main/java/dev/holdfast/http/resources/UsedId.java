package dev.holdfast.http.resources;

import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.HoldfastException;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.http.exchange.Problem;
import dev.holdfast.http.header.EntityTag;
import dev.holdfast.http.representation.DocumentJson;
import dev.holdfast.http.representation.Problems;
import dev.holdfast.http.representation.Representations;
import dev.holdfast.http.representation.SegmentJson;
import java.util.function.Supplier;

/** Problem details of an id that was used before, with the resource that has it, as far as its reader may read that. */
final class UsedId {

    private UsedId() {}

    static Problem ofSegment(AlreadyExists refusal, Supplier<Segment> reader) {
        try {
            return of(refusal, reader.get());
        } catch (SegmentGone gone) {
            return of(refusal, gone.tombstone());
        } catch (HoldfastException unreadable) {
            return Problems.of(refusal);
        }
    }

    static Problem ofDocument(AlreadyExists refusal, Supplier<Document> reader) {
        try {
            return of(refusal, reader.get());
        } catch (DocumentGone gone) {
            return of(refusal, gone.tombstone());
        } catch (HoldfastException unreadable) {
            return Problems.of(refusal);
        }
    }

    private static Problem of(AlreadyExists refusal, Segment segment) {
        return Problems.of(refusal)
                .with("current", SegmentJson.of(segment))
                .withHeader("ETag", EntityTag.of(segment.hash()).toString())
                .withHeader("Location", Representations.location(segment));
    }

    private static Problem of(AlreadyExists refusal, Document document) {
        return Problems.of(refusal)
                .with("current", DocumentJson.of(document))
                .withHeader("ETag", EntityTag.of(document.hash()).toString())
                .withHeader("Location", Representations.location(document));
    }
}
