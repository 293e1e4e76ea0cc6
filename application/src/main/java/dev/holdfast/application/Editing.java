package dev.holdfast.application;

import dev.holdfast.domain.Change;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.HoldfastException;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one way by which segments are changed: read, check, then compare and set. The checks before the commit choose among
 * several accepted versions and make good messages; what keeps writers apart is the store's comparison.
 */
record Editing(Access access, Log log) {

    /**
     * Does all of the edits, or none.
     *
     * @throws HoldfastException as {@link Segments#edit} says
     */
    SavedEdits run(WriteRequest request, DocumentId document, List<EditRequest> edits) {
        access.check(request.author(), AccessPolicy.Action.EDIT, document);
        var targets = targets(document, edits);
        return Log.untilDone(() -> {
            var attempt = read(request, document, edits, targets);
            attempt.requireTargets();
            var earlier = log.earlier(request, document);
            return earlier.isPresent() ? earlier.map(Editing::replayed) : commit(attempt);
        });
    }

    private static Set<SegmentId> targets(DocumentId document, List<EditRequest> edits) {
        var targets = new HashSet<SegmentId>();
        var inserted = new HashSet<String>();
        for (var i = 0; i < edits.size(); i++) {
            var local = edits.get(i) instanceof EditRequest.Insert insert ? insert.local() : Optional.<String>empty();
            if (local.filter(id -> !inserted.add(id)).isPresent()) {
                throw new InvalidEdit(i, "The id %s is given to two new segments.".formatted(local.get()));
            }
            for (var target : edits.get(i).targets()) {
                addTarget(document, i, target.segment(), targets);
            }
        }
        return targets;
    }

    private static void addTarget(DocumentId document, int index, SegmentId target, Set<SegmentId> targets) {
        if (!target.document().equals(document)) {
            throw new InvalidEdit(index, "The segment %s is not one of document %s.".formatted(target, document));
        }
        if (!targets.add(target)) {
            throw new InvalidEdit(
                    index,
                    "The segment %s is edited twice. Put both changes into one edit, or send them one after the other."
                            .formatted(target));
        }
    }

    private Attempt read(WriteRequest request, DocumentId document, List<EditRequest> edits, Set<SegmentId> targets) {
        var found = log.store()
                .segments(document, targets)
                .orElseThrow(() -> targets.stream()
                        .findFirst()
                        .map(id -> new NotFound("segment", id.toString()))
                        .orElseGet(() -> new NotFound("document", document.value())));
        var current = new HashMap<SegmentId, Segment>();
        found.segments().forEach(segment -> current.put(segment.id(), segment));
        return new Attempt(log.store(), access, request, edits, found.document(), Map.copyOf(current));
    }

    /** Empty if another writer was faster. */
    private Optional<SavedEdits> commit(Attempt attempt) {
        attempt.requireAlive();
        if (attempt.document().deleted()) {
            throw new DocumentGone(attempt.document());
        }
        attempt.requirePreconditions();
        var edits = attempt.edits(log.ids());
        if (edits.isEmpty()) {
            return Optional.of(new SavedEdits(attempt.document().tip(), List.of(), attempt.except(edits), false));
        }
        var unchanged = attempt.except(edits);
        var outcome = log.append(
                attempt.request(),
                attempt.document().id(),
                edits,
                unchanged.stream()
                        .map(segment -> new Commit.Kept(segment.id(), segment.hash()))
                        .toList());
        if (outcome instanceof CommitOutcome.Committed committed) {
            var saved = segments(committed.commit());
            return Optional.of(new SavedEdits(committed.commit().tip(), saved, unchanged, false));
        }
        if (outcome instanceof CommitOutcome.Repeated repeated) {
            return Optional.of(replayed(repeated.commit()));
        }
        return Optional.empty();
    }

    private static SavedEdits replayed(LoggedCommit commit) {
        return new SavedEdits(commit.tip(), segments(commit), List.of(), true);
    }

    private static List<Segment> segments(LoggedCommit commit) {
        return commit.changes().stream()
                .filter(Change.OfSegment.class::isInstance)
                .map(change -> ((Change.OfSegment) change).after())
                .toList();
    }
}
