package dev.holdfast.application;

import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.HoldfastException;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.SegmentId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The one way by which segments are changed: read, check, then compare and set. The checks before the commit choose among
 * several accepted versions and make good messages; what keeps writers apart is the store's comparison.
 */
record SegmentWriter(Access access, CommitWriter commits) {

    /**
     * Edits one segment.
     *
     * @param ofTombstone true if the edit is one of a deleted segment
     * @param edit makes the edit under the precondition of the request
     * @throws HoldfastException as {@link Segments#edit} says
     */
    SavedEdits one(WriteRequest given, SegmentId id, boolean ofTombstone, Function<Precondition, EditRequest> edit) {
        var request = new StartedWrite(given);
        access.check(request.author(), AccessPolicy.Action.EDIT, id.document());
        return CommitWriter.untilDone(() -> {
            var target = commits.target(request, id.document(), Set.of(id))
                    .orElseThrow(() -> new NotFound("segment", id.toString()));
            var page = target.page();
            var segment =
                    page.segments().stream().findFirst().orElseThrow(() -> new NotFound("segment", id.toString()));
            var earlier = commits.earlier(request, target);
            if (earlier.isPresent()) {
                return earlier.map(SegmentWriter::replayed);
            }
            return commits.unlessUnchanged(
                    request,
                    id.document(),
                    () -> {
                        if (page.document().deleted() || (segment.deleted() && !ofTombstone)) {
                            throw new SegmentGone(segment, page.document());
                        }
                        var precondition = request.precondition(Optional.of(TargetState.of(segment)));
                        return commit(attempt(request, List.of(edit.apply(precondition)), page));
                    },
                    unchanged -> Optional.of(replayed(unchanged)));
        });
    }

    /**
     * Does all edits of a batch, or none.
     *
     * @param edits reads the edits; called once, after the document and the key were looked up
     * @throws HoldfastException as {@link Documents#edit} says
     */
    SavedEdits batch(WriteRequest given, DocumentId id, Supplier<List<EditRequest>> edits) {
        var request = new StartedWrite(given);
        access.check(request.author(), AccessPolicy.Action.EDIT, id);
        var found = commits.target(request, id, Set.of()).orElseThrow(() -> new NotFound("document", id.value()));
        var earlier = commits.earlier(request, found);
        if (earlier.isPresent()) {
            return replayed(earlier.get());
        }
        return commits.unlessUnchanged(request, id, () -> batch(request, found.page(), edits), this::replayed);
    }

    private SavedEdits batch(WriteRequest request, DocumentPage found, Supplier<List<EditRequest>> edits) {
        var document = found.document();
        var id = document.id();
        var wanted = List.copyOf(document.deleted() ? readable(document, edits) : edits.get());
        var targets = targets(id, wanted);
        // Without targets all that the first attempt needs was read above.
        var first = targets.isEmpty() && !document.deleted()
                ? commit(attempt(request, wanted, found))
                : Optional.<SavedEdits>empty();
        return first.orElseGet(() -> CommitWriter.untilDone(() -> tryBatch(request, id, wanted, targets)));
    }

    /** The key is looked up again: the same request, sent twice at once, may have been done since. */
    private Optional<SavedEdits> tryBatch(
            WriteRequest request, DocumentId id, List<EditRequest> wanted, Set<SegmentId> targets) {
        var found = commits.target(request, id, targets).orElseThrow(() -> new NotFound("document", id.value()));
        var page = found.page();
        var attempt = attempt(request, wanted, page);
        attempt.requireTargets();
        var earlier = commits.earlier(request, found);
        if (earlier.isPresent()) {
            return earlier.map(SegmentWriter::replayed);
        }
        attempt.requireAlive();
        requireNotDeleted(page.document());
        return commit(attempt);
    }

    /**
     * The edits of a batch on a deleted document, which are read only to name in the refusal the segment of a single edit.
     * An error in them comes later in the order of checks.
     */
    private static List<EditRequest> readable(Document document, Supplier<List<EditRequest>> edits) {
        try {
            return edits.get();
        } catch (RuntimeException e) { // reads with foreign code: it has no common type to throw
            throw new DocumentGone(document);
        }
    }

    private static void requireNotDeleted(Document document) {
        if (document.deleted()) {
            throw new DocumentGone(document);
        }
    }

    private static Set<SegmentId> targets(DocumentId document, List<EditRequest> edits) {
        var targets = new HashSet<SegmentId>();
        var inserted = new HashSet<String>();
        for (var i = 0; i < edits.size(); i++) {
            var local = edits.get(i).local();
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

    private EditAttempt attempt(WriteRequest request, List<EditRequest> edits, DocumentPage page) {
        var current = page.segments().stream().collect(Collectors.toMap(Segment::id, Function.identity()));
        return new EditAttempt(commits.store(), access, request, edits, page.document(), current);
    }

    /** Empty if another writer was faster. */
    private Optional<SavedEdits> commit(EditAttempt attempt) {
        attempt.requirePreconditions();
        var edits = attempt.edits(commits.ids());
        if (edits.isEmpty()) {
            return nothing(attempt);
        }
        var unchanged = attempt.except(edits);
        var outcome = commits.append(
                attempt.request(),
                attempt.document().id(),
                edits,
                unchanged.stream()
                        .map(segment -> new Commit.ConditionCheck(segment.id(), segment.hash()))
                        .toList());
        if (outcome instanceof CommitOutcome.Committed committed) {
            var commit = committed.commit();
            return Optional.of(new SavedEdits(commit.tip(), commit.segments(), unchanged, false));
        }
        if (outcome instanceof CommitOutcome.Repeated repeated) {
            return Optional.of(replayed(repeated.commit()));
        }
        return unchanged(attempt);
    }

    private Optional<SavedEdits> nothing(EditAttempt attempt) {
        var document = attempt.document();
        var found = attempt.except(List.of());
        var versions = found.stream().map(UnchangedWrite.FoundVersion::of).toList();
        return commits.keep(attempt.request(), document, versions)
                ? Optional.of(new SavedEdits(document.tip(), List.of(), found, false))
                : unchanged(attempt);
    }

    /** The result of the same request if it was sent before and changed nothing. */
    private Optional<SavedEdits> unchanged(EditAttempt attempt) {
        return commits.unchanged(attempt.request(), attempt.document().id()).map(this::replayed);
    }

    /** Most versions are still the current ones, which are read together. */
    private SavedEdits replayed(UnchangedWrite write) {
        var ids = write.versions().stream().map(version -> version.segment(write.document()));
        var current =
                commits
                        .store()
                        .segments(write.document(), ids.collect(Collectors.toSet()))
                        .orElseThrow()
                        .segments()
                        .stream()
                        .collect(Collectors.toUnmodifiableMap(Segment::hash, Function.identity()));
        var found = write.versions().stream()
                .map(version -> Optional.ofNullable(current.get(version.hash()))
                        .orElseGet(() -> commits.store()
                                .revision(version.segment(write.document()), version.hash())
                                .orElseThrow()
                                .segment()))
                .toList();
        return new SavedEdits(write.tip(), List.of(), found, true);
    }

    private static SavedEdits replayed(LoggedCommit commit) {
        return new SavedEdits(commit.tip(), commit.segments(), List.of(), true);
    }
}
