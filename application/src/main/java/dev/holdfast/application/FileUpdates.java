package dev.holdfast.application;

import dev.holdfast.application.AccessPolicy.Action;
import dev.holdfast.application.FilePlan.CurrentSegments;
import dev.holdfast.application.FileUpdate.Step;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.FileConflict;
import dev.holdfast.domain.HoldfastException;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.format.ReadOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The use case of a file that comes back: comparison with its base, three-way merge, one commit. */
record FileUpdates(Access access, CommitWriter commits) {

    /** The effect that an update would have, and its conflicts. Nothing is written. */
    FileUpdate preview(Author author, DocumentId id, Supplier<RevisedFile> file) {
        access.check(author, Action.EDIT, id);
        var plan = plan(page(id), file.get(), () -> true);
        return new FileUpdate(
                plan.document().tip(), plan.made().steps(), plan.made().disputes(), Effect.NOTHING);
    }

    /**
     * Updates a document.
     *
     * @throws HoldfastException as {@link Documents#update} says
     */
    FileUpdate update(WriteRequest given, DocumentId id, Supplier<RevisedFile> file) {
        var request = new StartedWrite(given);
        access.check(request.author(), Action.EDIT, id);
        var found = commits.target(request, id, Set.of()).orElseThrow(() -> new NotFound("document", id.value()));
        var earlier = commits.earlier(request, found);
        if (earlier.isPresent()) {
            return replayed(earlier.get());
        }
        return commits.unlessUnchanged(
                request,
                id,
                () -> {
                    if (found.page().document().deleted()) {
                        throw new DocumentGone(found.page().document());
                    }
                    var revised = file.get();
                    return CommitWriter.untilDone(() -> attempt(request, id, revised));
                },
                unchanged -> new FileUpdate(unchanged.tip(), List.of(), List.of(), Effect.REPLAYED));
    }

    /** Empty if another writer was faster. */
    private Optional<FileUpdate> attempt(WriteRequest request, DocumentId id, RevisedFile file) {
        var plan = plan(page(id), file, request::isAwaited);
        var made = plan.made();
        var tip = plan.document().tip();
        if (!made.disputes().isEmpty()) {
            throw new FileConflict(tip, made.disputes());
        }
        if (made.edits().isEmpty()) {
            return commits.keep(request, plan.document(), List.of())
                    ? Optional.of(new FileUpdate(tip, List.of(), List.of(), Effect.NOTHING))
                    : Optional.empty();
        }
        requireRoom(plan);
        var outcome = commits.append(request, id, made.edits(), List.of());
        if (outcome instanceof CommitOutcome.Committed committed) {
            return Optional.of(new FileUpdate(committed.commit().tip(), made.steps(), List.of(), Effect.WRITTEN));
        }
        return outcome instanceof CommitOutcome.Repeated repeated
                ? Optional.of(replayed(repeated.commit()))
                : Optional.empty();
    }

    private void requireRoom(Plan plan) {
        var edits = plan.made().edits();
        for (var i = 0; i < edits.size(); i++) {
            var edit = edits.get(i);
            var before = Optional.ofNullable(plan.current().all().get(edit.segment()))
                    .map(segment -> segment.content().bytes())
                    .orElse(0);
            var index = i;
            edit.text().ifPresent(text -> access.requireSize(index, text, before));
        }
        var added = CheckedEdit.of(edits).added();
        if (added > 0) {
            access.requireCount((long) commits.store().count(plan.document().id()) + added);
        }
    }

    private static FileUpdate replayed(LoggedCommit commit) {
        var steps = commit.changes().stream()
                .flatMap(change -> change.segment().stream()
                        .map(segment -> new Step(
                                change.operation(),
                                segment.id(),
                                Optional.empty(),
                                Optional.of(segment.content()).filter(text -> change.operation() != Operation.DELETE),
                                segment.successor())))
                .toList();
        return new FileUpdate(commit.tip(), steps, List.of(), Effect.REPLAYED);
    }

    private DocumentPage page(DocumentId id) {
        var page = commits.store()
                .page(id, Optional.empty(), Integer.MAX_VALUE)
                .orElseThrow(() -> new NotFound("document", id.value()));
        if (page.document().deleted()) {
            throw new DocumentGone(page.document());
        }
        return page;
    }

    private record Plan(Document document, CurrentSegments current, FilePlan made) {}

    private Plan plan(DocumentPage page, RevisedFile file, BooleanSupplier isAwaited) {
        var document = page.document();
        var mediaType = document.info().mediaType();
        var format = access.rules().format(mediaType);
        var base = new BaseVersion(commits.store()).at(file.base(), page);
        var difference = FileDifference.of(base, file, mediaType, format, read(document, file));
        var current = CurrentSegments.of(page.segments(), tombstones(page, base), base);
        var merger = new SegmentMerger(new BoundedReads(commits.store(), isAwaited), format);
        var inserts =
                new Inserts(document, new Placement(commits.store(), document.id(), current.all()), commits.ids());
        return new Plan(document, current, new FilePlan(difference, current, merger, inserts).made());
    }

    private ImportedFile read(Document document, RevisedFile file) {
        var format = Formats.of(document.info().mediaType());
        var isText = format.cues().isEmpty()
                && Formats.find(file.mediaType()).filter(Format::isOfDocuments).isPresent()
                && Formats.cues(file.mediaType()).isEmpty();
        var mediaType = isText ? document.info().mediaType() : file.mediaType();
        var read = Formats.read(
                new NewFile(Optional.of(document.id()), document.info(), mediaType, file.text(), ReadOptions.NONE),
                access.rules().maxSegments());
        if (format.cues().isPresent()
                && Formats.cues(read.format().importedAs().orElse("")).isEmpty()) {
            throw new UnsupportedFormat(
                    "A transcript has no times, so its captions cannot be told apart. Export the document as WebVTT, SubRip or another format with times, and bring that file back.");
        }
        return read;
    }

    private List<Segment> tombstones(DocumentPage page, List<Segment> base) {
        var live = page.segments().stream().map(Segment::id).collect(Collectors.toSet());
        var gone = new HashSet<SegmentId>();
        base.stream().map(Segment::id).filter(id -> !live.contains(id)).forEach(gone::add);
        return gone.isEmpty()
                ? List.of()
                : commits.store()
                        .segments(page.document().id(), gone)
                        .map(DocumentPage::segments)
                        .orElse(List.of());
    }

    /** New places, found one after the other. */
    private record Inserts(Document document, Placement placement, Supplier<String> ids)
            implements FilePlan.NewSegments {

        @Override
        public SegmentId id() {
            return new SegmentId(document.id(), ids.get());
        }

        @Override
        public Edit.Insert insert(SegmentId id, Place place, Block block) {
            return new Edit.Insert(id, placement.find(0, id, place), block);
        }

        @Override
        public Edit.Move move(Segment segment, Place place) {
            return new Edit.Move(segment.id(), segment.hash(), placement.find(0, segment.id(), place));
        }
    }
}
