package dev.holdfast.memory;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.EditRequest;
import dev.holdfast.application.GuardPolicy;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.NewFile;
import dev.holdfast.application.PreparedWrite;
import dev.holdfast.application.Rules;
import dev.holdfast.application.SavedEdits;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import dev.holdfast.domain.webvtt.WebVtt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Holdfast over a store in memory, with a clock that stands still and ids that count. */
final class Fixture {

    static final Author ANA = Author.verified("Ana");
    static final Author BEN = Author.verified("Ben");
    static final PreparedWrite BY_ANA = WriteRequest.by(ANA);
    static final PreparedWrite BY_BEN = WriteRequest.by(BEN);

    /** Any version may be overwritten by a writer who says so, so that a test need not know its hash. */
    static final Rules RULES = Rules.defaults().withGuard(GuardPolicy.REQUIRED);

    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    /** One for all, because there may be several over one store. */
    private static final AtomicInteger IDS = new AtomicInteger();

    final Holdfast holdfast;

    private Fixture(DocumentStore store, AccessPolicy policy, Rules rules) {
        holdfast = Holdfast.over(store, policy, () -> NOON, () -> "id" + IDS.incrementAndGet(), rules);
    }

    static Fixture guarded() {
        return over(new MemoryDocumentStore());
    }

    static Fixture over(DocumentStore store) {
        return over(store, RULES);
    }

    static Fixture unguarded() {
        return of(RULES.withGuard(GuardPolicy.OPTIONAL));
    }

    static Fixture of(Rules rules) {
        return over(new MemoryDocumentStore(), rules);
    }

    static Fixture over(DocumentStore store, Rules rules) {
        return new Fixture(store, AccessPolicy.everyoneMayDoEverything(), rules);
    }

    static Fixture under(DocumentStore store, AccessPolicy policy) {
        return new Fixture(store, policy, RULES);
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

    /** A WebVTT document of blocks, each after a blank line. */
    Document captions(String... blocks) {
        return imported("WEBVTT\n\n" + String.join("\n\n", blocks) + "\n");
    }

    Document imported(String file) {
        return holdfast.documents()
                .importFile(BY_ANA, new NewFile(Optional.empty(), info("text/vtt"), "text/vtt", file))
                .document();
    }

    List<Segment> cues(Document document) {
        return segments(document).stream()
                .filter(segment -> segment.kind() == SegmentKind.CUE)
                .toList();
    }

    String file(Document document) {
        return holdfast.documents().export(ANA, document.id(), "vtt").text();
    }

    SavedEdits edit(WriteRequest request, Document document, EditRequest... edits) {
        return holdfast.documents().edit(request, document.id(), List.of(edits));
    }

    /** The conflict of an edit, which must be stale. */
    ConcurrencyConflict conflict(WriteRequest request, Document document, EditRequest... edits) {
        return catchThrowableOfType(ConcurrencyConflict.class, () -> edit(request, document, edits));
    }

    static Precondition seen(Segment segment) {
        return new Precondition.Matches(Set.of(segment.hash()));
    }

    static EditRequest.Target target(Segment segment) {
        return new EditRequest.Target(segment.id(), seen(segment));
    }

    static EditRequest replace(Segment segment, String from, String to) {
        var text = segment.content().text().replace(from, to);
        return new EditRequest.Replace(segment.id(), seen(segment), SegmentChange.to(text));
    }

    static EditRequest shift(long millis, Segment... cues) {
        return new EditRequest.Shift(Stream.of(cues).map(Fixture::target).toList(), new CueShift(millis));
    }

    /** Before a word that is there once. */
    static EditRequest split(Segment cue, String word, long atMillis) {
        var text = WebVtt.CUES.parse(cue.content()).orElseThrow().text();
        return new EditRequest.Split(cue.id(), seen(cue), new CueSplit(text.indexOf(word), atMillis));
    }

    static EditRequest join(Segment... cues) {
        return new EditRequest.Join(Stream.of(cues).map(Fixture::target).toList());
    }

    /** The only segment of a new document. */
    Segment segment(String text) {
        return segments(document(text)).get(0);
    }

    /** All segments of a document, read page by page. */
    List<Segment> segments(Document document) {
        var segments = new ArrayList<Segment>();
        for (var more = true; more; ) {
            var last = Optional.ofNullable(segments.isEmpty() ? null : segments.get(segments.size() - 1));
            var page = holdfast.segments().list(ANA, document.id(), last.map(Segment::id), 1_000);
            segments.addAll(page.segments());
            more = page.more();
        }
        return segments;
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
