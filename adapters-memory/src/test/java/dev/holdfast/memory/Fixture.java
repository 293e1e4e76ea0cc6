package dev.holdfast.memory;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.GuardPolicy;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Segment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Holdfast over a store in memory, with a clock that stands still and ids that count. */
final class Fixture {

    static final Author ANA = Author.verified("Ana");
    static final Author BEN = Author.verified("Ben");
    static final WriteRequest BY_ANA = WriteRequest.by(ANA);
    static final WriteRequest BY_BEN = WriteRequest.by(BEN);

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    private final AtomicInteger ids = new AtomicInteger();
    final Holdfast holdfast;

    private Fixture(DocumentStore store, AccessPolicy policy, GuardPolicy guardPolicy) {
        holdfast = Holdfast.over(store, policy, () -> NOON, () -> "id" + ids.incrementAndGet(), guardPolicy);
    }

    static Fixture guarded() {
        return over(new MemoryDocumentStore());
    }

    static Fixture over(DocumentStore store) {
        return new Fixture(store, AccessPolicy.everyoneMayDoEverything(), GuardPolicy.REQUIRED);
    }

    static Fixture unguarded() {
        return new Fixture(new MemoryDocumentStore(), AccessPolicy.everyoneMayDoEverything(), GuardPolicy.OPTIONAL);
    }

    static Fixture under(DocumentStore store, AccessPolicy policy) {
        return new Fixture(store, policy, GuardPolicy.REQUIRED);
    }

    static DocumentInfo info(String mediaType) {
        return new DocumentInfo("Title", mediaType, "en", Optional.empty());
    }

    static CommitKey key(String value) {
        return new CommitKey(value, Digest.of("the request"));
    }

    Document document(String... texts) {
        return holdfast.documents()
                .create(BY_ANA, NewDocument.of(info("text/plain"), texts))
                .document();
    }

    /** The only segment of a new document. */
    Segment segment(String text) {
        return segments(document(text)).get(0);
    }

    List<Segment> segments(Document document) {
        return holdfast.segments()
                .list(ANA, document.id(), Optional.empty(), 1_000)
                .segments();
    }

    List<String> texts(Document document) {
        return segments(document).stream()
                .map(segment -> segment.content().text())
                .toList();
    }

    Segment now(Segment segment) {
        return holdfast.segments().read(ANA, segment.id());
    }
}
