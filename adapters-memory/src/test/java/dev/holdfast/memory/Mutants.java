package dev.holdfast.memory;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.contract.ForwardingStore;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Tip;
import dev.holdfast.domain.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Stores with one fault each. */
final class Mutants {

    private Mutants() {}

    /** Reads a document and what belongs to it at different moments. */
    static final class TornReads extends ForwardingStore {

        TornReads(DocumentStore store) {
            super(store);
        }

        @Override
        public Optional<DocumentPage> page(DocumentId id, Optional<Position> after, int limit) {
            return torn(store.document(id), () -> store.page(id, after, limit));
        }

        @Override
        public Optional<DocumentPage> segments(DocumentId id, Set<SegmentId> named) {
            return torn(store.document(id), () -> store.segments(id, named));
        }

        private static Optional<DocumentPage> torn(
                Optional<Document> document, Supplier<Optional<DocumentPage>> later) {
            return document.flatMap(
                    now -> later.get().map(page -> new DocumentPage(now, page.segments(), page.more())));
        }

        @Override
        public Optional<Document> document(DocumentId id, Hash hash) {
            var before = store.document(id).orElseThrow().tip();
            return store.document(id, hash).map(found -> found.at(new Tip(found.revision(), before.hash())));
        }

        @Override
        public List<LoggedCommit> commits(DocumentId id, long after, int limit) {
            var found = store.commits(id, after, limit);
            var isTorn = found.size() == 2 && found.get(1).changes().size() > 2;
            return isTorn ? List.of(found.get(0), torn(found.get(1))) : found;
        }

        private static LoggedCommit torn(LoggedCommit commit) {
            return new LoggedCommit(
                    commit.document(),
                    commit.revision(),
                    commit.hash(),
                    commit.key(),
                    commit.stamp(),
                    commit.changes().subList(0, 2));
        }
    }

    /** Writes one commit at a time, of all documents. */
    static final class OneLock extends ForwardingStore {

        OneLock(DocumentStore store) {
            super(store);
        }

        @Override
        public synchronized CommitOutcome commit(Commit commit) {
            return store.commit(commit);
        }

        @Override
        public synchronized Optional<DocumentPage> segments(DocumentId id, Set<SegmentId> named) {
            return store.segments(id, named);
        }
    }

    /** Does not look at the segments that a commit relies on. */
    static final class UncheckedConditions extends ForwardingStore {

        UncheckedConditions(DocumentStore store) {
            super(store);
        }

        @Override
        public CommitOutcome commit(Commit commit) {
            return store.commit(
                    new Commit(commit.document(), commit.key(), commit.stamp(), commit.documentEdit(), commit.edits()));
        }
    }

    /** Forgets the keys of commits. */
    static final class ForgottenKeys extends ForwardingStore {

        ForgottenKeys(DocumentStore store) {
            super(store);
        }

        @Override
        public CommitOutcome commit(Commit commit) {
            var another =
                    new CommitKey(UUID.randomUUID().toString(), commit.key().request());
            return store.commit(new Commit(
                    commit.document(),
                    another,
                    commit.stamp(),
                    commit.documentEdit(),
                    commit.edits(),
                    commit.conditionChecks()));
        }
    }

    /** Keeps writes that changed nothing, and commits their keys all the same. */
    static final class SharedKeys extends ForwardingStore {

        private final MemoryDocumentStore kept = new MemoryDocumentStore();

        SharedKeys(DocumentStore store) {
            super(store);
        }

        @Override
        public CommitOutcome commit(Commit commit) {
            if (commit.documentEdit().isPresent()) {
                kept.commit(commit);
            }
            return store.commit(commit);
        }

        @Override
        public boolean keep(UnchangedWrite write) {
            return kept.keep(write);
        }

        @Override
        public Optional<UnchangedWrite> unchangedWithKey(DocumentId document, Author author, String key) {
            return kept.unchangedWithKey(document, author, key);
        }
    }

    /** Returns an erased text as an empty one. */
    static final class UnmarkedErasure extends ForwardingStore {

        UnmarkedErasure(DocumentStore store) {
            super(store);
        }

        @Override
        public Optional<Revision> revision(SegmentId id, Version version) {
            return store.revision(id, version).map(UnmarkedErasure::unmarked);
        }

        private static Revision unmarked(Revision revision) {
            var change = revision.change();
            return new Revision(
                    revision.revision(),
                    new Change.OfSegment(change.operation(), change.parent(), change.digest(), change.after(), false));
        }
    }
}
