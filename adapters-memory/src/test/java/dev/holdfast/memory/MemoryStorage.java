package dev.holdfast.memory;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.contract.ForwardingStore;
import dev.holdfast.contract.StorageFaults;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.Version;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Storage that outlives the stores over it, with faults that can be brought about. */
final class MemoryStorage extends ForwardingStore {

    private enum Loss {
        NOTHING,
        NEXT_ANSWER,
        NEXT_COMMIT,
        EVERYTHING
    }

    private record ErasedVersion(SegmentId segment, Version version) {}

    private final Set<ErasedVersion> erased = ConcurrentHashMap.newKeySet();
    private final AtomicInteger interruptions = new AtomicInteger();
    private volatile Loss loss = Loss.NOTHING;

    MemoryStorage() {
        super(new MemoryDocumentStore());
    }

    @Override
    public CommitOutcome commit(Commit commit) {
        requireReach();
        var lost = loss;
        if (lost != Loss.NOTHING) {
            loss = Loss.EVERYTHING;
        }
        if (lost == Loss.NEXT_COMMIT) {
            throw unavailable(true);
        }
        var outcome = marked(store.commit(commit));
        if (lost == Loss.NEXT_ANSWER || interruptions.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw unavailable(true);
        }
        return outcome;
    }

    private CommitOutcome marked(CommitOutcome outcome) {
        return outcome instanceof CommitOutcome.Repeated repeated
                ? new CommitOutcome.Repeated(marked(repeated.commit()))
                : outcome;
    }

    private void requireReach() {
        if (loss == Loss.EVERYTHING) {
            throw unavailable(false);
        }
    }

    private static StoreUnavailable unavailable(boolean outcomeUnknown) {
        return new StoreUnavailable(outcomeUnknown, new IOException("The storage is out of reach"));
    }

    @Override
    public Optional<Document> document(DocumentId id) {
        requireReach();
        return super.document(id);
    }

    @Override
    public List<LoggedCommit> commits(DocumentId id, long after, int limit) {
        return super.commits(id, after, limit).stream().map(this::marked).toList();
    }

    @Override
    public Optional<LoggedCommit> commitWithKey(DocumentId document, Author author, String key) {
        return super.commitWithKey(document, author, key).map(this::marked);
    }

    @Override
    public List<Revision> history(SegmentId id, Optional<Version> before, int limit) {
        return super.history(id, before, limit).stream().map(this::marked).toList();
    }

    @Override
    public Optional<Revision> revision(SegmentId id, Hash hash) {
        return super.revision(id, hash).map(this::marked);
    }

    @Override
    public Optional<Revision> revision(SegmentId id, Version version) {
        return super.revision(id, version).map(this::marked);
    }

    @Override
    public Map<Long, List<Segment>> inserted(DocumentId id, Set<Long> revisions, int limit) {
        var found = new LinkedHashMap<Long, List<Segment>>();
        super.inserted(id, revisions, limit)
                .forEach((revision, segments) -> found.put(
                        revision,
                        segments.stream()
                                .map(segment -> isErased(segment) ? emptied(segment) : segment)
                                .toList()));
        return found;
    }

    private boolean isErased(Segment segment) {
        return erased.contains(new ErasedVersion(segment.id(), segment.version()));
    }

    private LoggedCommit marked(LoggedCommit commit) {
        var changes = commit.changes().stream()
                .map(change -> change.<Change>map(this::marked, ofDocument -> ofDocument))
                .toList();
        return new LoggedCommit(
                commit.document(), commit.revision(), commit.hash(), commit.key(), commit.stamp(), changes);
    }

    private Revision marked(Revision revision) {
        return new Revision(revision.revision(), marked(revision.change()));
    }

    private Change.OfSegment marked(Change.OfSegment change) {
        return isErased(change.after())
                ? new Change.OfSegment(
                        change.operation(), change.parent(), change.digest(), emptied(change.after()), true)
                : change;
    }

    private static Segment emptied(Segment segment) {
        return new Segment(
                segment.id(),
                segment.position(),
                new Block(segment.kind(), new Content(""), segment.block().separator()),
                segment.version(),
                segment.hash(),
                segment.deleted(),
                segment.successor(),
                segment.updated());
    }

    /** The faults of this storage. */
    StorageFaults faults(Supplier<DocumentStore> reopening) {
        return new Faults(reopening);
    }

    private final class Faults implements StorageFaults {

        private final Supplier<DocumentStore> reopening;

        Faults(Supplier<DocumentStore> reopening) {
            this.reopening = reopening;
        }

        @Override
        public DocumentStore reopened() {
            return reopening.get();
        }

        @Override
        public void loseNextAnswer() {
            loss = Loss.NEXT_ANSWER;
        }

        @Override
        public void loseNextCommit() {
            loss = Loss.NEXT_COMMIT;
        }

        @Override
        public void disconnect() {
            loss = Loss.EVERYTHING;
        }

        @Override
        public void reconnect() {
            interruptions.set(0);
            loss = Loss.NOTHING;
        }

        @Override
        public void interrupt() {
            interruptions.set(1);
        }

        @Override
        public void erase(SegmentId segment, Version version) {
            erased.add(new ErasedVersion(segment, version));
        }
    }
}
