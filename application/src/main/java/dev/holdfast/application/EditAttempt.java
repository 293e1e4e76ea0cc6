package dev.holdfast.application;

import dev.holdfast.application.ConflictExplainer.Stale;
import dev.holdfast.application.EditRequest.Target;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.SegmentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One attempt to turn the edits that a caller asks for into edits of the versions that are current now. If another writer
 * is faster the store refuses them, and a new attempt is made on the versions that the other writer made.
 */
record EditAttempt(
        DocumentStore store,
        Access access,
        WriteRequest request,
        List<EditRequest> wanted,
        Document document,
        Map<SegmentId, Segment> current) {

    /**
     * Checks that every segment is there.
     *
     * @throws NotFound if one never existed
     */
    void requireTargets() {
        targets().map(Target::segment).filter(id -> !current.containsKey(id)).forEach(id -> {
            throw new NotFound("segment", id.toString());
        });
    }

    /**
     * Checks that the edit of a single segment is not of something deleted; in a batch of several that is a conflict.
     *
     * @throws SegmentGone if the segment or its document is deleted
     */
    void requireAlive() {
        if (wanted.size() > 1 || targets().count() != 1) {
            return;
        }
        var segment = targets()
                .map(target -> current.get(target.segment()))
                .findFirst()
                .orElseThrow();
        if (document.deleted() || (segment.deleted() && !wanted.get(0).restores())) {
            throw new SegmentGone(segment, document);
        }
    }

    /**
     * Checks the preconditions of all edits.
     *
     * @throws ConcurrencyConflict with a conflict for each segment whose precondition fails
     */
    void requirePreconditions() {
        wanted.stream()
                .filter(edit -> !edit.namesBase())
                .flatMap(edit -> edit.targets().stream())
                .forEach(target -> access.requireGuard(target.precondition()));
        var stale =
                IntStream.range(0, wanted.size()).boxed().flatMap(this::stale).toList();
        if (!stale.isEmpty()) {
            var mediaType = document.info().mediaType();
            throw new ConcurrencyConflict(
                    new ConflictExplainer(new BoundedReads(store, request::isAwaited), mediaType, request.author())
                            .explain(stale));
        }
    }

    private Stream<Stale> stale(int index) {
        var edit = wanted.get(index);
        return edit.targets().stream()
                .flatMap(target -> Optional.ofNullable(current.get(target.segment()))
                        .filter(segment -> !holds(edit, target, segment))
                        .map(segment -> new Stale(index, edit, target, segment))
                        .stream());
    }

    private static boolean holds(EditRequest edit, Target target, Segment segment) {
        return target.precondition().holdsFor(Optional.of(segment.hash())) && (edit.restores() || !segment.deleted());
    }

    /** The edits to commit, made when all of them were checked; edits without effect are left out. */
    List<Edit> edits(Supplier<String> ids) {
        var edits =
                new Edits(store, document, access.rules().format(document.info().mediaType()), withNamed(), ids);
        var checked = IntStream.range(0, wanted.size())
                .mapToObj(index -> checked(index, edits))
                .toList();
        requireRoom(checked);
        return checked.stream().flatMap(edit -> edit.edits().get().stream()).toList();
    }

    private CheckedEdit checked(int index, Edits edits) {
        request.checks(index);
        return measured(index, wanted.get(index).against(edits, index));
    }

    /** The targets, and what else the requests name, which one query reads. */
    private Map<SegmentId, Segment> withNamed() {
        var named = wanted.stream()
                .flatMap(edit -> edit.named(document.id()).stream())
                .filter(id -> id.document().equals(document.id()) && !current.containsKey(id))
                .collect(Collectors.toSet());
        if (named.isEmpty()) {
            return current;
        }
        var all = new HashMap<>(current);
        store.segments(document.id(), named)
                .ifPresent(page -> page.segments().forEach(segment -> all.put(segment.id(), segment)));
        return all;
    }

    /** Counts only for edits that add segments. */
    private void requireRoom(List<CheckedEdit> edits) {
        var added = edits.stream().mapToLong(CheckedEdit::added).sum();
        if (added > 0) {
            access.requireCount(store.count(document.id()) + added);
        }
    }

    private CheckedEdit measured(int index, CheckedEdit edit) {
        var bytesBefore = wanted.get(index).targets().stream()
                .map(target -> current.get(target.segment()))
                .mapToInt(segment -> segment.content().bytes())
                .max()
                .orElse(0);
        edit.texts().forEach(text -> access.requireSize(index, text, bytesBefore));
        return edit;
    }

    /** The targets of the batch that none of the edits changes. */
    List<Segment> except(List<Edit> edits) {
        var ids = edits.stream().map(Edit::segment).collect(Collectors.toSet());
        return targets()
                .map(Target::segment)
                .filter(id -> !ids.contains(id))
                .map(current::get)
                .toList();
    }

    private Stream<Target> targets() {
        return wanted.stream().flatMap(edit -> edit.targets().stream());
    }
}
