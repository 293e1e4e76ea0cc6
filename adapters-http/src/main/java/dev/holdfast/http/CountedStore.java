package dev.holdfast.http;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.DocumentStore;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A store that tells of each commit that it did.
 *
 * @param committed is called after it, and must return at once
 */
record CountedStore(DocumentStore store, Runnable committed) implements DocumentStore {

    @Override
    public CommitOutcome commit(Commit commit) {
        var outcome = store.commit(commit);
        if (outcome instanceof CommitOutcome.Committed) {
            committed.run();
        }
        return outcome;
    }

    @Override
    public Optional<LoggedCommit> commitWithKey(DocumentId document, Author author, String key) {
        return store.commitWithKey(document, author, key);
    }

    @Override
    public Optional<Document> document(DocumentId id) {
        return store.document(id);
    }

    @Override
    public Optional<Document> document(DocumentId id, Hash hash) {
        return store.document(id, hash);
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
    public Optional<DocumentPage> segments(DocumentId id, Set<SegmentId> named) {
        return store.segments(id, named);
    }

    @Override
    public Optional<DocumentPage> page(DocumentId id, Optional<Position> after, int limit) {
        return store.page(id, after, limit);
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
    public List<LoggedCommit> commits(DocumentId id, long after, int limit) {
        return store.commits(id, after, limit);
    }

    @Override
    public Subscription onCommit(Consumer<DocumentId> listener) {
        return store.onCommit(listener);
    }
}
