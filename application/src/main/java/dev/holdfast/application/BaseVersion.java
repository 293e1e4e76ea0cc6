package dev.holdfast.application;

import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Tip;
import dev.holdfast.domain.UnknownBase;
import dev.holdfast.domain.Version;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The segments that a document had at an earlier revision. Only what changed since is read: the log after that revision, and the versions
 * before the first changes in it.
 */
record BaseVersion(DocumentStore store) {

    private static final int COMMITS = 100;

    /**
     * The segments at a revision that were not deleted, in their order.
     *
     * @param now the document with all its segments
     * @throws UnknownBase if the log does not have that tip
     */
    List<Segment> at(Tip tip, DocumentPage now) {
        var document = now.document();
        if (tip.equals(document.tip())) {
            return now.segments();
        }
        var isKnown = tip.revision() < document.revision()
                && store.commits(document.id(), tip.revision() - 1, 1).stream()
                        .anyMatch(commit -> commit.tip().equals(tip));
        if (!isKnown) {
            throw new UnknownBase(document.id(), tip);
        }
        var segments = new LinkedHashMap<SegmentId, Segment>();
        now.segments().forEach(segment -> segments.put(segment.id(), segment));
        firstChanges(tip, now).forEach((id, version) -> {
            segments.remove(id);
            if (version.number() > 1) {
                store.revision(id, new Version(version.number() - 1))
                        .map(revision -> revision.segment())
                        .filter(segment -> !segment.deleted())
                        .ifPresent(segment -> segments.put(id, segment));
            }
        });
        return segments.values().stream()
                .sorted(Comparator.comparing(Segment::position))
                .toList();
    }

    /** The first versions that were made after a revision. */
    private Map<SegmentId, Version> firstChanges(Tip tip, DocumentPage now) {
        var first = new HashMap<SegmentId, Version>();
        var until = now.document().revision();
        for (var after = tip.revision(); after < until; ) {
            var commits = store.commits(now.document().id(), after, COMMITS);
            for (var commit : commits) {
                if (commit.revision() <= until) {
                    commit.segments().forEach(segment -> first.putIfAbsent(segment.id(), segment.version()));
                }
                after = commit.revision();
            }
            if (commits.isEmpty()) {
                return first;
            }
        }
        return first;
    }
}
