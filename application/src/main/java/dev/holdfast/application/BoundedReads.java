package dev.holdfast.application;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Version;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Reads of a store for the explanation of one refusal: each thing once, and not without end. Whoever explains asks
 * {@link #isSpent} before the next reads that a refusal can do without.
 */
final class BoundedReads {

    private static final int MAX_ROWS = 5_000;
    private static final long MAX_CHARACTERS = 2_000_000;

    private record VersionOf(SegmentId segment, Version version) {}

    private record Since(SegmentId segment, Version after, Version upTo) {}

    private final DocumentStore store;
    private final BooleanSupplier isAwaited;
    private final Map<SegmentId, Optional<Segment>> current = new HashMap<>();
    private final Map<VersionOf, Optional<Revision>> versions = new HashMap<>();
    private final Map<Since, List<Long>> revisions = new HashMap<>();
    private final Map<Long, List<Segment>> inserted = new HashMap<>();
    private int rows;
    private long characters;

    /**
     * Creates reads of a store.
     *
     * @param isAwaited false if nobody waits for the explanation any more
     */
    BoundedReads(DocumentStore store, BooleanSupplier isAwaited) {
        this.store = store;
        this.isAwaited = isAwaited;
    }

    /** True if so much was read that the rest must do with what is known, or if nobody wants to know. */
    boolean isSpent() {
        return rows >= MAX_ROWS || characters >= MAX_CHARACTERS || !isAwaited.getAsBoolean();
    }

    /** The version of a segment that had a hash. */
    Optional<Revision> revision(SegmentId id, Hash hash) {
        return counted(store.revision(id, hash));
    }

    /** A segment or its tombstone, as it is now. */
    Optional<Segment> current(SegmentId id) {
        return current.computeIfAbsent(id, unread -> {
            var segment = store.segment(id);
            count(segment.stream().toList());
            return segment;
        });
    }

    /** The version of a segment that has a number. */
    Optional<Revision> version(SegmentId id, Version version) {
        return versions.computeIfAbsent(new VersionOf(id, version), unread -> counted(store.revision(id, version)));
    }

    /** The revisions that made the versions of a segment after one and up to another, as in {@link DocumentStore#revisions}. */
    List<Long> revisions(Segment base, Segment upTo, int limit) {
        return revisions.computeIfAbsent(new Since(base.id(), base.version(), upTo.version()), unread -> {
            var made = store.revisions(base.id(), base.version(), upTo.version(), limit);
            rows += made.size();
            return made;
        });
    }

    /** The segments that commits inserted, by revision; empty if there are more than can be read. */
    Optional<Map<Long, List<Segment>>> inserted(DocumentId document, Collection<Long> revisions) {
        var unread = new HashSet<>(revisions);
        unread.removeAll(inserted.keySet());
        return unread.isEmpty() || readInserted(document, unread) ? Optional.of(inserted) : Optional.empty();
    }

    private boolean readInserted(DocumentId document, Set<Long> revisions) {
        if (isSpent()) {
            return false;
        }
        var found = store.inserted(document, revisions, MAX_ROWS);
        found.values().forEach(this::count);
        if (isSpent()) {
            return false;
        }
        revisions.forEach(revision -> inserted.put(revision, found.getOrDefault(revision, List.of())));
        return true;
    }

    private Optional<Revision> counted(Optional<Revision> revision) {
        count(revision.map(Revision::segment).stream().toList());
        return revision;
    }

    private void count(List<Segment> read) {
        rows += Math.max(1, read.size());
        characters += read.stream()
                .mapToLong(segment -> segment.content().text().length())
                .sum();
    }
}
