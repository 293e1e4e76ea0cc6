package dev.holdfast.application.storage;

import dev.holdfast.application.storage.Fields.Reader;
import dev.holdfast.application.storage.Fields.Writer;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Fields of the parts that several stored forms have. */
final class Parts {

    private Parts() {}

    static void add(Writer fields, Stamp stamp) {
        fields.add(stamp.by().name()).add(stamp.by().verified()).add(stamp.at().toString());
    }

    static Stamp stamp(Reader fields) {
        return new Stamp(new Author(fields.text(), fields.flag()), Instant.parse(fields.text()));
    }

    static void add(Writer fields, DocumentInfo info) {
        fields.add(info.title()).add(info.mediaType()).add(info.language()).add(info.mediaUrl());
    }

    static DocumentInfo info(Reader fields) {
        return new DocumentInfo(fields.text(), fields.text(), fields.text(), fields.optional());
    }

    /** Adds a segment without the id of its document. */
    static void add(Writer fields, Segment segment) {
        fields.add(segment.id().local())
                .add(segment.position().digits())
                .add(segment.kind().label())
                .add(segment.content().text())
                .add(segment.block().separator())
                .add(segment.version().number())
                .add(segment.hash().value())
                .add(segment.deleted())
                .add(segment.successor().map(SegmentId::local));
        add(fields, segment.updated());
    }

    static Segment segment(Reader fields, DocumentId document) {
        return new Segment(
                new SegmentId(document, fields.text()),
                new Position(fields.text()),
                new Block(SegmentKind.of(fields.text()), new Content(fields.text()), fields.text()),
                new Version(fields.number()),
                new Hash(fields.text()),
                fields.flag(),
                fields.optional().map(local -> new SegmentId(document, local)),
                stamp(fields));
    }

    static void add(Writer fields, Change.OfSegment change) {
        fields.add(change.operation().label())
                .add(change.parent().value())
                .add(change.digest().value())
                .add(change.erased());
        add(fields, change.after());
    }

    static Change.OfSegment changeOfSegment(Reader fields, DocumentId document) {
        var operation = Operation.of(fields.text());
        var parent = new Hash(fields.text());
        var digest = new Digest(fields.text());
        var erased = fields.flag();
        return new Change.OfSegment(operation, parent, digest, segment(fields, document), erased);
    }

    static void add(Writer fields, Change.OfDocument change) {
        fields.add(change.operation().label())
                .add(change.version().number())
                .add(change.parent().value())
                .add(change.hash().value())
                .add(change.digest().value());
        add(fields, change.info());
    }

    static Change.OfDocument changeOfDocument(Reader fields) {
        return new Change.OfDocument(
                Operation.of(fields.text()),
                new Version(fields.number()),
                new Hash(fields.text()),
                new Hash(fields.text()),
                new Digest(fields.text()),
                info(fields));
    }

    /** Reads a number, and as many items. */
    static <T> List<T> list(Reader fields, Function<Reader, T> item) {
        var items = new ArrayList<T>();
        for (var left = fields.number(); left > 0; left--) {
            items.add(item.apply(fields));
        }
        return items;
    }
}
