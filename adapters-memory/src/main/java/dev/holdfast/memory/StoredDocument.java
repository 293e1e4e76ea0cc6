package dev.holdfast.memory;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.KeyUsedOtherwise;
import dev.holdfast.application.CommitOutcome.PositionTaken;
import dev.holdfast.application.CommitOutcome.Repeated;
import dev.holdfast.application.CommitOutcome.Stale;
import dev.holdfast.application.CommitOutcome.StaleDocument;
import dev.holdfast.application.CommitOutcome.StaleEdit;
import dev.holdfast.application.CommitOutcome.Unchanged;
import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitHash;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One document with its segments and its log. Its own lock makes each commit and each read of it atomic. */
final class StoredDocument {

    private record KeyOf(Author author, String key) {}

    private final Map<SegmentId, Segment> segments = new HashMap<>();
    private final TreeMap<Position, SegmentId> order = new TreeMap<>();
    private final List<LoggedCommit> log = new ArrayList<>();
    private final Map<KeyOf, LoggedCommit> byKey = new HashMap<>();
    private final Map<KeyOf, UnchangedWrite> unchanged = new HashMap<>();
    private final Map<SegmentId, List<Revision>> histories = new HashMap<>();
    private final Map<Hash, Document> versions = new HashMap<>();
    private @Nullable Document document;

    synchronized CommitOutcome create(Commit commit, DocumentEdit.Create create) {
        return apply(commit, Optional.of(create));
    }

    synchronized CommitOutcome commit(Commit commit) {
        var earlier = byKey.get(new KeyOf(commit.stamp().by(), commit.key().value()));
        if (earlier != null) {
            return earlier.key().equals(commit.key()) ? new Repeated(earlier) : new KeyUsedOtherwise();
        }
        var kept = unchanged.get(new KeyOf(commit.stamp().by(), commit.key().value()));
        if (kept != null) {
            return kept.key().equals(commit.key()) ? new Unchanged(kept) : new KeyUsedOtherwise();
        }
        var fits = commit.documentEdit()
                .map(edit -> edit.fits(Optional.of(document())))
                .orElseGet(() -> !document().deleted());
        return fits ? apply(commit, commit.documentEdit()) : new StaleDocument(Optional.of(document()));
    }

    private CommitOutcome apply(Commit commit, Optional<DocumentEdit> documentEdit) {
        var conflicts = conflicts(commit);
        if (!conflicts.isEmpty()) {
            return new Stale(conflicts);
        }
        if (anyPositionTaken(commit.edits())) {
            return new PositionTaken();
        }
        var last = log.isEmpty() ? Optional.<LoggedCommit>empty() : Optional.of(log.get(log.size() - 1));
        var stamp = last.map(before -> commit.stamp().notBefore(before.stamp().at()))
                .orElse(commit.stamp());
        var changes = new ArrayList<Change>();
        documentEdit.ifPresent(edit -> changes.add(changeDocument(edit)));
        commit.edits().forEach(edit -> changes.add(changeSegment(edit, stamp)));
        var revision = log.size() + 1L;
        var before = last.map(LoggedCommit::hash).orElse(Hash.beforeLog(commit.document()));
        var hash = CommitHash.of(before, revision, stamp.at(), CommitHash.contents(commit));
        var logged = new LoggedCommit(commit.document(), revision, hash, commit.key(), stamp, changes);
        append(logged);
        return new Committed(logged);
    }

    private List<StaleEdit> conflicts(Commit commit) {
        var edits = commit.edits();
        var conflicts = new ArrayList<StaleEdit>();
        for (var i = 0; i < edits.size(); i++) {
            var edit = edits.get(i);
            var current = segments.get(edit.segment());
            if (!edit.fits(Optional.ofNullable(current))) {
                conflicts.add(new StaleEdit(i, Optional.ofNullable(current)));
            }
        }
        for (var i = 0; i < commit.conditionChecks().size(); i++) {
            var check = commit.conditionChecks().get(i);
            var current = Optional.ofNullable(segments.get(check.segment()));
            if (!check.fits(current)) {
                conflicts.add(new StaleEdit(edits.size() + i, current));
            }
        }
        return conflicts;
    }

    private boolean anyPositionTaken(List<Edit> edits) {
        var taken = new HashMap<Position, SegmentId>();
        for (var edit : edits) {
            var position = edit.place();
            var holder = position.map(place -> taken.getOrDefault(place, order.get(place)));
            if (holder.isPresent() && !holder.get().equals(edit.segment())) {
                return true;
            }
            position.ifPresent(place -> taken.put(place, edit.segment()));
        }
        return false;
    }

    private Change changeSegment(Edit edit, Stamp stamp) {
        var before = Optional.ofNullable(segments.get(edit.segment()));
        var after = edit.applied(before, stamp);
        before.ifPresent(segment -> order.remove(segment.position()));
        order.put(after.position(), after.id());
        segments.put(after.id(), after);
        return Change.OfSegment.of(edit, after);
    }

    private Change changeDocument(DocumentEdit edit) {
        var version = document == null ? Version.FIRST : document.version().next();
        return Change.OfDocument.of(
                edit, version, edit.applied(Optional.ofNullable(document).map(Document::info)));
    }

    private void append(LoggedCommit commit) {
        log.add(commit);
        byKey.put(new KeyOf(commit.stamp().by(), commit.key().value()), commit);
        commit.changes().stream()
                .flatMap(change -> change.ofSegment().stream())
                .forEach(change -> histories
                        .computeIfAbsent(change.after().id(), id -> new ArrayList<>())
                        .add(new Revision(commit.revision(), change)));
        document = commit.documentChange()
                .map(change -> Document.after(Optional.ofNullable(document), change, commit))
                .orElseGet(() -> document().at(commit.tip()));
        commit.documentChange().ifPresent(change -> versions.put(document().hash(), document()));
    }

    /** Not null after the first commit, before which no other thread sees this object. */
    synchronized Document document() {
        return Objects.requireNonNull(document);
    }

    synchronized Optional<Document> document(Hash hash) {
        return Optional.ofNullable(versions.get(hash))
                .map(version -> version.at(document().tip()));
    }

    synchronized Optional<LoggedCommit> commitWithKey(Author author, String key) {
        return Optional.ofNullable(byKey.get(new KeyOf(author, key)));
    }

    synchronized boolean keep(UnchangedWrite write) {
        var key = new KeyOf(write.by(), write.key().value());
        return !byKey.containsKey(key) && unchanged.putIfAbsent(key, write) == null;
    }

    synchronized Optional<UnchangedWrite> unchangedWithKey(Author author, String key) {
        return Optional.ofNullable(unchanged.get(new KeyOf(author, key)));
    }

    synchronized List<UnchangedWrite> unchanged(long since, long upTo) {
        return unchanged.values().stream()
                .filter(write -> write.tip().revision() >= since && write.tip().revision() <= upTo)
                .toList();
    }

    synchronized Optional<Segment> segment(SegmentId id) {
        return Optional.ofNullable(segments.get(id));
    }

    synchronized DocumentPage segments(Set<SegmentId> named) {
        var found = named.stream().flatMap(id -> segment(id).stream()).toList();
        return new DocumentPage(document(), found, false);
    }

    synchronized DocumentPage page(Optional<Position> after, int limit) {
        var rest = after.map(position -> order.tailMap(position, false)).orElse(order);
        var live = rest.values().stream()
                .map(segments::get)
                .filter(segment -> !segment.deleted())
                .limit(limit + 1L)
                .toList();
        var more = live.size() > limit;
        return new DocumentPage(document(), more ? live.subList(0, limit) : live, more);
    }

    synchronized int count() {
        return (int)
                segments.values().stream().filter(segment -> !segment.deleted()).count();
    }

    synchronized Optional<Position> nextPosition(Optional<Position> after) {
        var rest = after.map(position -> order.tailMap(position, false)).orElse(order);
        return rest.keySet().stream().findFirst();
    }

    synchronized Optional<Position> lastPosition() {
        return order.isEmpty() ? Optional.empty() : Optional.of(order.lastKey());
    }

    synchronized List<Revision> history(SegmentId id) {
        return List.copyOf(histories.getOrDefault(id, List.of()));
    }

    /** The versions of a segment have no gaps: the first is the first of its history. */
    synchronized List<Long> revisions(SegmentId id, Version after, Version upTo, int limit) {
        var history = histories.getOrDefault(id, List.of());
        return LongStream.iterate(Math.min(upTo.number(), history.size()), number -> number - 1)
                .limit(limit)
                .takeWhile(number -> number > after.number())
                .mapToObj(number -> history.get((int) number - 1).revision())
                .toList();
    }

    synchronized Map<Long, List<Segment>> inserted(Set<Long> revisions, int limit) {
        return revisions.stream()
                .filter(revision -> revision >= 1 && revision <= log.size())
                .flatMap(revision -> log.get((int) (revision - 1)).changes().stream()
                        .filter(change -> change.operation() == Operation.INSERT)
                        .flatMap(change -> change.segment().stream())
                        .map(segment -> Map.entry(revision, segment)))
                .limit(limit)
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    synchronized List<LoggedCommit> commits(long after, int limit) {
        var from = (int) Math.min(after, log.size());
        var to = (int) Math.min((long) from + limit, log.size());
        return List.copyOf(log.subList(from, to));
    }
}
