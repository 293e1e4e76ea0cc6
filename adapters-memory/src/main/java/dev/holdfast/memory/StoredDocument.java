package dev.holdfast.memory;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.storage.CommitRules;
import dev.holdfast.application.storage.CurrentDocument;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One document with its segments and its log. Its own lock makes each commit and each read of it atomic. */
final class StoredDocument implements CurrentDocument {

    private record KeyOf(Author author, String key) {}

    private final Map<SegmentId, Segment> segments = new HashMap<>();
    private final TreeMap<Position, SegmentId> order = new TreeMap<>();
    private final List<LoggedCommit> log = new ArrayList<>();
    private final Map<KeyOf, LoggedCommit> byKey = new HashMap<>();
    private final Map<KeyOf, UnchangedWrite> unchanged = new HashMap<>();
    private final Map<SegmentId, List<Revision>> histories = new HashMap<>();
    private final Map<Hash, Document> versions = new HashMap<>();
    private @Nullable Document document;

    synchronized CommitOutcome commit(Commit commit) {
        var outcome = CommitRules.apply(commit, this);
        if (outcome instanceof Committed committed) {
            append(committed.commit());
        }
        return outcome;
    }

    private void append(LoggedCommit commit) {
        log.add(commit);
        byKey.put(new KeyOf(commit.stamp().by(), commit.key().value()), commit);
        commit.changes().stream()
                .flatMap(change -> change.ofSegment().stream())
                .map(change -> new Revision(commit.revision(), change))
                .forEach(this::append);
        var after = CommitRules.after(document(), commit);
        document = after;
        commit.documentChange().ifPresent(change -> versions.put(after.hash(), after));
    }

    private void append(Revision revision) {
        var after = revision.segment();
        segment(after.id()).ifPresent(before -> order.remove(before.position()));
        order.put(after.position(), after.id());
        segments.put(after.id(), after);
        histories.computeIfAbsent(after.id(), id -> new ArrayList<>()).add(revision);
    }

    /** Present after the first commit, before which no other thread sees this object. */
    @Override
    public synchronized Optional<Document> document() {
        return Optional.ofNullable(document);
    }

    private Document present() {
        return document().orElseThrow();
    }

    @Override
    public synchronized Optional<Instant> lastCommitAt() {
        return log.isEmpty()
                ? Optional.empty()
                : Optional.of(log.get(log.size() - 1).stamp().at());
    }

    @Override
    public synchronized Optional<SegmentId> at(Position position) {
        return Optional.ofNullable(order.get(position));
    }

    synchronized Optional<Document> document(Hash hash) {
        return Optional.ofNullable(versions.get(hash))
                .map(version -> version.at(present().tip()));
    }

    @Override
    public synchronized Optional<LoggedCommit> commitWithKey(Author author, String key) {
        return Optional.ofNullable(byKey.get(new KeyOf(author, key)));
    }

    synchronized boolean keep(UnchangedWrite write) {
        var key = new KeyOf(write.by(), write.key().value());
        return !byKey.containsKey(key) && unchanged.putIfAbsent(key, write) == null;
    }

    @Override
    public synchronized Optional<UnchangedWrite> unchangedWithKey(Author author, String key) {
        return Optional.ofNullable(unchanged.get(new KeyOf(author, key)));
    }

    synchronized List<UnchangedWrite> unchanged(long since, long upTo) {
        return unchanged.values().stream()
                .filter(write -> write.tip().revision() >= since && write.tip().revision() <= upTo)
                .toList();
    }

    @Override
    public synchronized Optional<Segment> segment(SegmentId id) {
        return Optional.ofNullable(segments.get(id));
    }

    synchronized DocumentPage segments(Set<SegmentId> named) {
        var found = named.stream().flatMap(id -> segment(id).stream()).toList();
        return new DocumentPage(present(), found, false);
    }

    synchronized DocumentPage page(Optional<Position> after, int limit) {
        var rest = after.map(position -> order.tailMap(position, false)).orElse(order);
        var live = rest.values().stream()
                .map(segments::get)
                .filter(segment -> !segment.deleted())
                .limit(limit + 1L)
                .toList();
        var more = live.size() > limit;
        return new DocumentPage(present(), more ? live.subList(0, limit) : live, more);
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
