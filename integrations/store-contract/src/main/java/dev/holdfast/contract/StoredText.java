package dev.holdfast.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LogVerifier;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A store with something in it, and short words for what the contract does to it. */
final class StoredText {

    static final Author ANA = Author.verified("Ana");
    static final Author BEN = Author.unverified("Ben");
    static final Instant NOON = Instant.parse("2026-02-03T12:00:00.123Z");

    /** Names must differ between stores, as two of them may share a database. */
    private static final AtomicLong NAMES = new AtomicLong(System.nanoTime());

    private final DocumentStore store;
    private final DocumentId document;

    private StoredText(DocumentStore store, DocumentId document) {
        this.store = store;
        this.document = document;
    }

    /** A document without segments. */
    static StoredText in(DocumentStore store) {
        var text = new StoredText(store, newDocumentId());
        text.committed(text.create("A title"));
        return text;
    }

    /** A document that is there already. */
    static StoredText of(DocumentStore store, DocumentId document) {
        return new StoredText(store, document);
    }

    static DocumentId newDocumentId() {
        return new DocumentId("d" + Long.toString(NAMES.incrementAndGet(), 36));
    }

    static CommitKey newKey() {
        return key("key-" + NAMES.incrementAndGet());
    }

    static CommitKey key(String value) {
        return new CommitKey(value, Digest.of("the request"));
    }

    static DocumentInfo titled(String title) {
        return new DocumentInfo(title, "text/plain", "en", Optional.empty());
    }

    DocumentStore store() {
        return store;
    }

    DocumentId id() {
        return document;
    }

    Document document() {
        return store.document(document).orElseThrow();
    }

    /** A new segment after all others. */
    Segment stored(String content) {
        var last = store.lastPosition(document).orElse(null);
        var insert = insert("s" + NAMES.incrementAndGet(), Position.between(last, null), content);
        committed(commit(insert));
        return segment(insert.segment());
    }

    Segment segment(SegmentId id) {
        return store.segment(id).orElseThrow();
    }

    Edit insert(String local, Position position, String content) {
        return new Edit.Insert(
                new SegmentId(document, local), position, Block.of(SegmentKind.TEXT, new Content(content)));
    }

    static Edit replace(Segment segment, String content) {
        return replace(segment, segment.hash(), content);
    }

    static Edit replace(Segment segment, Hash expected, String content) {
        return new Edit.Replace(segment.id(), expected, new Content(content));
    }

    static Edit delete(Segment segment) {
        return new Edit.Delete(segment.id(), segment.hash(), Optional.empty());
    }

    static Edit restore(Segment segment, String content) {
        return new Edit.Restore(segment.id(), segment.hash(), new Content(content));
    }

    static Edit move(Segment segment, Position position) {
        return new Edit.Move(segment.id(), segment.hash(), position);
    }

    Commit create(String title) {
        return commit(new DocumentEdit.Create(document, titled(title)));
    }

    Commit commit(Edit... edits) {
        return commit(ANA, newKey(), edits);
    }

    Commit commit(Author author, CommitKey key, Edit... edits) {
        return new Commit(document, key, new Stamp(author, NOON), Optional.empty(), List.of(edits));
    }

    Commit commit(DocumentEdit edit) {
        return new Commit(document, newKey(), new Stamp(ANA, NOON), Optional.of(edit), List.of());
    }

    /** Commits what must succeed. */
    LoggedCommit committed(Commit commit) {
        var outcome = store.commit(commit);
        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
        return ((CommitOutcome.Committed) outcome).commit();
    }

    /** Commits what must succeed. */
    LoggedCommit committed(Edit... edits) {
        return committed(commit(edits));
    }

    /** Everything that can be read of the document, to see that nothing changed. */
    List<Object> everything() {
        return List.of(store.page(document, Optional.empty(), 1_000), store.commits(document, 0, 1_000));
    }

    void verifyLog() {
        var verifier = new LogVerifier(document);
        store.commits(document, 0, Integer.MAX_VALUE - 1).forEach(verifier::accept);
        var page = store.page(document, Optional.empty(), Integer.MAX_VALUE).orElseThrow();
        verifier.compare(page.document().tip(), page.segments());
        verifier.compare(page.document());
        assertThat(verifier.problems()).isEmpty();
    }
}
