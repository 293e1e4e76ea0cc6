package dev.holdfast.memory;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.StaleDocument;
import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.backup.BackupSource;
import dev.holdfast.application.storage.CommitListeners;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Keeps documents in the memory of this process, which forgets them when it ends. For trials, and as the reference. */
public final class MemoryDocumentStore implements DocumentStore, BackupSource {

    private final ConcurrentMap<DocumentId, StoredDocument> documents = new ConcurrentHashMap<>();
    private final CommitListeners listeners = new CommitListeners();

    @Override
    public CommitOutcome commit(Commit commit) {
        var outcome = commit.documentEdit().orElse(null) instanceof DocumentEdit.Create
                ? create(commit)
                : with(commit.document(), document -> document.commit(commit))
                        .orElseGet(() -> new StaleDocument(Optional.empty()));
        if (outcome instanceof CommitOutcome.Committed) {
            listeners.wake(commit.document());
        }
        return outcome;
    }

    /** A document appears with all that its first commit holds, or not at all. */
    private CommitOutcome create(Commit commit) {
        var created = new StoredDocument();
        var outcome = created.commit(commit);
        if (!(outcome instanceof CommitOutcome.Committed)) {
            return outcome;
        }
        var existing = documents.putIfAbsent(commit.document(), created);
        return existing == null ? outcome : existing.commit(commit);
    }

    private <T> Optional<T> with(DocumentId id, Function<StoredDocument, T> read) {
        return Optional.ofNullable(documents.get(id)).map(read);
    }

    @Override
    public Optional<LoggedCommit> commitWithKey(DocumentId document, Author author, String key) {
        return with(document, stored -> stored.commitWithKey(author, key)).flatMap(Function.identity());
    }

    @Override
    public boolean keep(UnchangedWrite write) {
        return with(write.document(), stored -> stored.keep(write)).orElse(false);
    }

    @Override
    public Optional<UnchangedWrite> unchangedWithKey(DocumentId document, Author author, String key) {
        return with(document, stored -> stored.unchangedWithKey(author, key)).flatMap(Function.identity());
    }

    @Override
    public Optional<Document> document(DocumentId id) {
        return with(id, StoredDocument::document).flatMap(Function.identity());
    }

    @Override
    public Optional<Document> document(DocumentId id, Hash hash) {
        return with(id, stored -> stored.document(hash)).flatMap(Function.identity());
    }

    @Override
    public List<Document> documents(String titlePart, Optional<DocumentId> after, int limit) {
        var part = titlePart.toLowerCase(Locale.ROOT);
        return documents.values().stream()
                .flatMap(stored -> stored.document().stream())
                .filter(document -> !document.deleted())
                .filter(document ->
                        document.info().title().toLowerCase(Locale.ROOT).contains(part))
                .filter(document -> after.isEmpty()
                        || document.id().value().compareTo(after.get().value()) > 0)
                .sorted(Comparator.comparing(document -> document.id().value()))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Document> documents(Optional<DocumentId> after, int limit) {
        return documents.values().stream()
                .flatMap(stored -> stored.document().stream())
                .filter(document -> after.isEmpty()
                        || document.id().value().compareTo(after.get().value()) > 0)
                .sorted(Comparator.comparing(document -> document.id().value()))
                .limit(limit)
                .toList();
    }

    @Override
    public void log(DocumentId id, long after, long upTo, Consumer<LoggedCommit> reader) {
        commits(id, after, (int) Math.min(Integer.MAX_VALUE, upTo - after)).forEach(reader);
    }

    @Override
    public void unchangedWrites(DocumentId id, long since, long upTo, Consumer<UnchangedWrite> reader) {
        with(id, stored -> stored.unchanged(since, upTo)).orElse(List.of()).forEach(reader);
    }

    @Override
    public Optional<Segment> segment(SegmentId id) {
        return with(id.document(), stored -> stored.segment(id)).flatMap(Function.identity());
    }

    @Override
    public Optional<DocumentPage> segments(DocumentId id, Set<SegmentId> named) {
        return with(id, stored -> stored.segments(named));
    }

    @Override
    public Optional<DocumentPage> page(DocumentId id, Optional<Position> after, int limit) {
        return with(id, stored -> stored.page(after, limit));
    }

    @Override
    public int count(DocumentId id) {
        return with(id, StoredDocument::count).orElse(0);
    }

    @Override
    public Optional<Position> nextPosition(DocumentId id, Optional<Position> after) {
        return with(id, stored -> stored.nextPosition(after)).flatMap(Function.identity());
    }

    @Override
    public Optional<Position> lastPosition(DocumentId id) {
        return with(id, StoredDocument::lastPosition).flatMap(Function.identity());
    }

    @Override
    public Optional<Revision> revision(SegmentId id, Hash hash) {
        return history(id).stream()
                .filter(revision -> revision.change().hash().equals(hash))
                .findFirst();
    }

    @Override
    public Optional<Revision> revision(SegmentId id, Version version) {
        return history(id).stream()
                .filter(revision -> revision.change().version().equals(version))
                .findFirst();
    }

    @Override
    public List<Revision> history(SegmentId id, Optional<Version> before, int limit) {
        return history(id).stream()
                .sorted(Comparator.comparing(
                                (Revision revision) -> revision.change().version())
                        .reversed())
                .filter(revision ->
                        before.isEmpty() || revision.change().version().compareTo(before.get()) < 0)
                .limit(limit)
                .toList();
    }

    private List<Revision> history(SegmentId id) {
        return with(id.document(), stored -> stored.history(id)).orElse(List.of());
    }

    @Override
    public List<Long> revisions(SegmentId id, Version after, Version upTo, int limit) {
        return with(id.document(), stored -> stored.revisions(id, after, upTo, limit))
                .orElse(List.of());
    }

    @Override
    public Map<Long, List<Segment>> inserted(DocumentId id, Set<Long> revisions, int limit) {
        return with(id, stored -> stored.inserted(revisions, limit)).orElse(Map.of());
    }

    @Override
    public List<LoggedCommit> commits(DocumentId id, long after, int limit) {
        return with(id, stored -> stored.commits(after, limit)).orElse(List.of());
    }

    @Override
    public Subscription onCommit(Consumer<DocumentId> listener) {
        return listeners.subscribe(listener);
    }
}
