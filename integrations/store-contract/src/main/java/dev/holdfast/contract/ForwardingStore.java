package dev.holdfast.contract;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Store that forwards every call to another one. A subclass changes single methods, for example to break the contract. */
public class ForwardingStore implements DocumentStore {

    protected final DocumentStore store;

    public ForwardingStore(DocumentStore store) {
        this.store = store;
    }

    @Override
    public CommitOutcome commit(Commit commit) {
        return store.commit(commit);
    }

    @Override
    public Optional<LoggedCommit> commitWithKey(DocumentId document, Author author, String key) {
        return store.commitWithKey(document, author, key);
    }

    @Override
    public boolean keep(UnchangedWrite write) {
        return store.keep(write);
    }

    @Override
    public Optional<UnchangedWrite> unchangedWithKey(DocumentId document, Author author, String key) {
        return store.unchangedWithKey(document, author, key);
    }

    @Override
    public Optional<Document> document(DocumentId id) {
        return store.document(id);
    }

    @Override
    public List<Document> documents(String titlePart, Optional<DocumentId> after, int limit) {
        return store.documents(titlePart, after, limit);
    }

    @Override
    public Optional<Segment> segment(SegmentId id) {
        return store.segment(id);
    }

    @Override
    public Optional<Document> document(DocumentId id, Hash hash) {
        return store.document(id, hash);
    }

    @Override
    public Optional<DocumentPage> segments(DocumentId id, Set<SegmentId> named) {
        return store.segments(id, named);
    }

    @Override
    public Optional<DocumentPage> page(DocumentId id, Optional<Position> after, int limit) {
        return store.page(id, after, limit);
    }

    @Override
    public int count(DocumentId id) {
        return store.count(id);
    }

    @Override
    public Optional<Position> nextPosition(DocumentId id, Optional<Position> after) {
        return store.nextPosition(id, after);
    }

    @Override
    public Optional<Position> lastPosition(DocumentId id) {
        return store.lastPosition(id);
    }

    @Override
    public Optional<Revision> revision(SegmentId id, Hash hash) {
        return store.revision(id, hash);
    }

    @Override
    public Optional<Revision> revision(SegmentId id, Version version) {
        return store.revision(id, version);
    }

    @Override
    public List<Revision> history(SegmentId id, Optional<Version> before, int limit) {
        return store.history(id, before, limit);
    }

    @Override
    public List<Long> revisions(SegmentId id, Version after, Version upTo, int limit) {
        return store.revisions(id, after, upTo, limit);
    }

    @Override
    public Map<Long, List<Segment>> inserted(DocumentId id, Set<Long> revisions, int limit) {
        return store.inserted(id, revisions, limit);
    }

    @Override
    public List<LoggedCommit> commits(DocumentId id, long after, int limit) {
        return store.commits(id, after, limit);
    }

    @Override
    public Subscription onCommit(Consumer<DocumentId> listener) {
        return store.onCommit(listener);
    }
}
