package dev.holdfast.application;

import dev.holdfast.application.AccessPolicy.Action;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.ContentTooLarge;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.KeyReused;
import dev.holdfast.domain.MergeConflict;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.PreconditionRequired;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.UnknownBase;
import dev.holdfast.domain.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Use cases on single segments. Safe for use by many threads. Every method throws {@link AccessDenied} before it
 * reads anything, {@link NotFound} for a resource that never existed, and {@link StoreUnavailable} when the store does not respond.
 */
public final class Segments {

    /** Versions that are read at once: each has a text. */
    private static final int FIRST_STEP = 64;

    private final Access access;
    private final CommitWriter commits;
    private final SegmentWriter writer;

    Segments(Access access, CommitWriter commits) {
        this.access = access;
        this.commits = commits;
        this.writer = new SegmentWriter(access, commits);
    }

    Rules rules() {
        return access.rules();
    }

    /** Makes something of what these segments have, over another store. */
    <T> T over(DocumentStore store, BiFunction<Access, CommitWriter, T> maker) {
        return maker.apply(access, new CommitWriter(store, commits.clock(), commits.ids()));
    }

    /**
     * A segment as it is now.
     *
     * @throws SegmentGone if it was deleted, or its document was
     */
    public Segment read(Author reader, SegmentId id) {
        access.check(reader, Action.READ, id.document());
        var found = commits.store().segments(id.document(), Set.of(id));
        var segment = found.stream()
                .flatMap(page -> page.segments().stream())
                .findFirst()
                .orElseThrow(() -> new NotFound("segment", id.toString()));
        var document = found.orElseThrow().document();
        if (segment.deleted() || document.deleted()) {
            throw new SegmentGone(segment, document);
        }
        return segment;
    }

    /**
     * A document's segments in their order, with the document as it was at the same moment. There are fewer than the limit
     * where their texts are long.
     *
     * @param after the segment after which to begin, perhaps a tombstone
     * @param limit the maximum number of items, 1 or more
     * @throws DocumentGone if the document was deleted
     * @throws InvalidEdit if there is no segment {@code after}
     */
    public DocumentPage list(Author reader, DocumentId id, Optional<SegmentId> after, int limit) {
        return list(reader, id, after, limit, Reading.WHOLE);
    }

    /** The same for a reader who may go. */
    public DocumentPage list(Author reader, DocumentId id, Optional<SegmentId> after, int limit, Reading reading) {
        access.check(reader, Action.READ, id);
        var position = after.map(segment -> commits.store()
                .segment(segment)
                .filter(found -> found.document().equals(id))
                .orElseThrow(() -> new InvalidEdit(0, "There is no segment %s to begin after.".formatted(segment)))
                .position());
        var page = new SegmentPages(commits.store(), id, reading)
                .read(position, limit)
                .orElseThrow(() -> new NotFound("document", id.value()));
        if (page.document().deleted()) {
            throw new DocumentGone(page.document());
        }
        return page;
    }

    /**
     * Inserts a segment.
     *
     * @param local the local part of its id; generated if empty
     * @throws DocumentGone if the document was deleted
     * @throws AlreadyExists if the id was ever used
     * @throws InvalidContent if the document's format does not allow the text
     * @throws ContentTooLarge if the text is too long
     * @throws InvalidEdit if there is no such place
     * @throws KeyReused if the key was used for another request
     */
    public Saved insert(
            WriteRequest request, DocumentId document, Optional<String> local, NewContent content, Place place) {
        return insert(request, document, () -> new EditRequest.Insert(local, content, place));
    }

    /**
     * The same, with an insertion that is read when its turn comes: after the document and the key were looked up.
     *
     * @param insertion reads the insertion; called once. The precondition of the request is not read: a collection has no
     *     version
     */
    public Saved insert(WriteRequest request, DocumentId document, Supplier<EditRequest.Insert> insertion) {
        var saved = writer.batch(request, document, () -> List.of(insertion.get()));
        return new Saved(saved.segments().get(0), saved.effect());
    }

    /**
     * Replaces the text of a segment. A change that changes nothing succeeds and writes nothing.
     *
     * <p>The checks come in this order: access, existence, idempotency key, deletion, required precondition, precondition, the
     * change itself, validity of the text.
     *
     * @throws SegmentGone if it was deleted, or its document was
     * @throws PreconditionRequired if the request has no precondition and the policy requires one
     * @throws ConcurrencyConflict if the precondition does not hold, or ceased to before the change was written
     * @throws InvalidContent if the change cannot be made, or the document's format does not allow the text
     * @throws ContentTooLarge if the text would become too long
     * @throws KeyReused if the key was used for another request
     */
    public Saved edit(WriteRequest request, SegmentId id, SegmentChange change) {
        return one(request, id, false, precondition -> new EditRequest.Replace(id, precondition, change));
    }

    /**
     * Moves a segment to another place in its document.
     *
     * @throws InvalidEdit if there is no such place
     */
    public Saved move(WriteRequest request, SegmentId id, Place place) {
        return one(request, id, false, precondition -> new EditRequest.Move(id, precondition, place));
    }

    /**
     * Deletes a segment. Its tombstone keeps the last text and the history.
     *
     * @return the tombstone
     * @throws SegmentGone if it was deleted already
     * @throws InvalidEdit if the segment is the header of its document
     */
    public Saved delete(WriteRequest request, SegmentId id) {
        return one(request, id, false, precondition -> new EditRequest.Delete(id, precondition, Optional.empty()));
    }

    /**
     * Restores a deleted segment at its place.
     *
     * @param change makes the new text from the last one
     */
    public Saved restore(WriteRequest request, SegmentId id, SegmentChange change) {
        return one(request, id, true, precondition -> new EditRequest.Restore(id, precondition, change));
    }

    /**
     * Makes a change to an older version, merges the result with the current one and saves it. The base is the guard: no
     * precondition is needed, but one that does not hold refuses the merge.
     *
     * @param base the version that the change is meant for
     * @throws UnknownBase if the segment never had that version
     * @throws MergeConflict if both sides changed the same words, or the change is about text that went to another segment
     *     when this one was split
     * @throws ContentTooLarge if the text would become too long
     * @throws ConcurrencyConflict if the request's precondition does not hold
     */
    public Saved merge(WriteRequest request, SegmentId id, Hash base, SegmentChange change) {
        return merge(request, id, () -> new MergeRequest(base, change));
    }

    /**
     * The same, with a base and a change that are read when their turn comes: once the precondition holds.
     *
     * @param merge reads base and change; may be called again, as a {@link SegmentChange} may
     */
    public Saved merge(WriteRequest request, SegmentId id, Supplier<MergeRequest> merge) {
        return one(
                request,
                id,
                false,
                precondition -> new EditRequest.Merge(id, precondition, current -> merged(merge.get(), current)));
    }

    private Content merged(MergeRequest request, Segment current) {
        var baseHash = request.base();
        var base = commits.store()
                .revision(current.id(), baseHash)
                .orElseThrow(() -> new UnknownBase(current.id(), baseHash));
        var mine = request.change().apply(base.segment());
        var mediaType = commits.store()
                .document(current.document())
                .orElseThrow()
                .info()
                .mediaType();
        var reads = new BoundedReads(commits.store(), () -> true);
        var merge = new SegmentMerger(reads, Formats.of(mediaType)).merge(base.segment(), mine, current);
        return new Content(merge.textOrThrow(conflicting -> {
            var movedTo = new Successors(reads).of(Optional.of(base.segment()), current);
            return new MergeConflict(current, base, conflicting, movedTo);
        }));
    }

    private Saved one(
            WriteRequest request, SegmentId id, boolean ofTombstone, Function<Precondition, EditRequest> edit) {
        var saved = writer.one(request, id, ofTombstone, edit);
        var segment = saved.segments().isEmpty() ? saved.unchanged() : saved.segments();
        return new Saved(segment.get(0), saved.effect());
    }

    /**
     * The versions of a segment, the newest first; also of one that was deleted.
     *
     * @param before the version before which to begin
     * @param limit the maximum number of items, 1 or more
     */
    public List<Revision> history(Author reader, SegmentId id, Optional<Version> before, int limit) {
        access.check(reader, Action.READ, id.document());
        var revisions = commits.store().history(id, before, limit);
        if (revisions.isEmpty() && commits.store().segment(id).isEmpty()) {
            throw new NotFound("segment", id.toString());
        }
        return revisions;
    }

    /** The same as a page, which is shorter than the limit where the texts are long. */
    public Page<Revision> page(Author reader, SegmentId id, Optional<Version> before, int limit) {
        return page(reader, id, before, limit, Reading.WHOLE);
    }

    /** The same for a reader who may go. */
    public Page<Revision> page(Author reader, SegmentId id, Optional<Version> before, int limit, Reading reading) {
        return Page.read(
                limit,
                FIRST_STEP,
                (last, count) -> {
                    reading.proceed();
                    var from = last.map(revision -> revision.change().version()).or(() -> before);
                    return history(reader, id, from, count);
                },
                revision -> revision.segment().content().text().length());
    }

    /** One version of a segment; also of one that was deleted. */
    public Revision revision(Author reader, SegmentId id, Version version) {
        access.check(reader, Action.READ, id.document());
        return commits.store()
                .revision(id, version)
                .orElseThrow(() -> new NotFound("version " + version + " of segment", id.toString()));
    }
}
