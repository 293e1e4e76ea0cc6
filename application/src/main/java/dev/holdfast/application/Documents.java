package dev.holdfast.application;

import dev.holdfast.application.AccessPolicy.Action;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.ContentTooLarge;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.FileConflict;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidDocument;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.KeyReused;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.PreconditionFailed;
import dev.holdfast.domain.PreconditionRequired;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.TooManySegments;
import dev.holdfast.domain.UnknownBase;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.format.ContentFormat;
import dev.holdfast.domain.format.WriteOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Use cases on whole documents. Safe for use by many threads. Every method throws {@link AccessDenied} before it reads
 * anything, and {@link StoreUnavailable} when the store does not respond.
 */
public final class Documents {

    private final Access access;
    private final CommitWriter commits;
    private final SegmentWriter segmentWriter;
    private final DocumentWriter documentWriter;

    Documents(Access access, CommitWriter commits) {
        this.access = access;
        this.commits = commits;
        this.segmentWriter = new SegmentWriter(access, commits);
        this.documentWriter = new DocumentWriter(access, commits);
    }

    /**
     * A document as it is now.
     *
     * @throws NotFound if it never existed
     * @throws DocumentGone if it was deleted
     */
    public Document read(Author reader, DocumentId id) {
        access.check(reader, Action.READ, id);
        var document = commits.store().document(id).orElseThrow(() -> new NotFound("document", id.value()));
        if (document.deleted()) {
            throw new DocumentGone(document);
        }
        return document;
    }

    /**
     * The documents that the reader may read and that are not deleted, in the order of their ids.
     *
     * @param titlePart a part of their titles, in any case; empty for all documents
     * @param after the id after which to begin
     * @param limit the maximum number of items, 1 or more
     */
    public List<Document> list(Author reader, String titlePart, Optional<DocumentId> after, int limit) {
        return list(reader, titlePart, after, limit, Reading.WHOLE);
    }

    /** The same for a reader who may go: a reader of few documents can need many steps to find them. */
    public List<Document> list(
            Author reader, String titlePart, Optional<DocumentId> after, int limit, Reading reading) {
        var found = new ArrayList<Document>();
        if (!DocumentInfo.isTitle(titlePart)) {
            return found;
        }
        var from = after;
        while (found.size() < limit) {
            reading.proceed();
            var page = commits.store().documents(titlePart, from, limit);
            page.stream()
                    .filter(document -> access.policy().allows(reader, Action.READ, document.id()))
                    .limit((long) limit - found.size())
                    .forEach(found::add);
            if (page.size() < limit) {
                break;
            }
            from = Optional.of(page.get(page.size() - 1).id());
        }
        return found;
    }

    /**
     * Creates a document from texts. If its format requires an opening that the texts lack, it gets one.
     *
     * @throws AlreadyExists if the id was ever used
     * @throws InvalidContent if the format does not allow one of the texts
     * @throws ContentTooLarge if one of the texts is too long
     * @throws TooManySegments if there are more texts than a document may have
     * @throws UnsupportedFormat if the media type is not one that Holdfast knows
     * @throws PreconditionFailed if the precondition requires that the document exists
     * @throws KeyReused if the key was used for another request
     */
    public SavedDocument create(WriteRequest request, NewDocument wanted) {
        return create(request, () -> wanted);
    }

    /**
     * The same, with a document that is read when its turn comes.
     *
     * @param wanted reads the document; called once, after key and precondition were read, for an author who may create
     *     documents. It is read before the author is checked for the id that the document is to have
     */
    public SavedDocument create(WriteRequest request, Supplier<NewDocument> wanted) {
        return creation(request, () -> {
            var document = wanted.get();
            return new Creation(document.id(), document.info(), format -> blocks(document, format));
        });
    }

    private List<Block> blocks(NewDocument document, ContentFormat format) {
        access.requireCount(document.segments().size());
        var texts = document.segments().stream()
                .map(content -> format.compose(content.in(document.info())))
                .toList();
        var blocks = new ArrayList<>(format.opening());
        blocks.addAll(texts);
        return blocks;
    }

    /**
     * Creates a document from a file. Its export is the file again, until someone edits it.
     *
     * @throws AlreadyExists if the id was ever used
     * @throws InvalidContent if the file does not have the format of its media type, naming where
     * @throws ContentTooLarge if a cue or another block of it is too long
     * @throws TooManySegments if it has more blocks than a document may have
     * @throws UnsupportedFormat if the media type is not one that Holdfast knows
     * @throws PreconditionFailed if the precondition requires that the document exists
     * @throws KeyReused if the key was used for another request
     */
    public ImportedDocument importFile(WriteRequest request, NewFile file) {
        return importFile(request, () -> file);
    }

    /**
     * The same, with a file that is read when its turn comes.
     *
     * @param file reads the file; called once, after key and precondition were read
     */
    public ImportedDocument importFile(WriteRequest request, Supplier<NewFile> file) {
        var imports = new FileImport(access.rules().maxSegments());
        var saved = creation(request, () -> {
            var wanted = imports.of(file.get());
            return new Creation(wanted.id(), wanted.info(), format -> imports.blocks());
        });
        return imports.as(saved);
    }

    private record Creation(Optional<DocumentId> id, DocumentInfo info, Function<ContentFormat, List<Block>> content) {}

    private SavedDocument creation(WriteRequest given, Supplier<Creation> wanted) {
        var request = new StartedWrite(given);
        access.checkCreation(request.author());
        var key = request.key();
        var precondition = request.precondition(Optional.empty());
        var creation = wanted.get();
        creation.info().requireAcceptableAfter(Optional.empty());
        var id = creation.id().orElseGet(() -> newId(request.author(), key));
        access.check(request.author(), Action.MANAGE, id);
        var earlier = commits.earlier(request, id);
        if (earlier.isPresent()) {
            return documentWriter.replayed(earlier.get());
        }
        if (!precondition.holdsFor(Optional.empty())) {
            throw new PreconditionFailed(
                    "A document is about to be created, so there is no version of it that could match. Leave the"
                            + " precondition out.");
        }
        var blocks =
                creation.content().apply(access.rules().format(creation.info().mediaType()));
        var create = new DocumentEdit.Create(id, creation.info());
        var outcome = commits.append(request, create, inserts(id, blocks));
        return documentWriter
                .outcome(outcome, Optional.empty())
                .orElseThrow(() -> new AlreadyExists("document", id.value()));
    }

    /**
     * A repeated request must come to the same document, so its id follows from author and key. It begins with a letter, so
     * that no command line takes it for an option.
     */
    private DocumentId newId(Author author, Optional<CommitKey> key) {
        return new DocumentId(key.map(given -> "k"
                        + Digest.of(author.name(), Boolean.toString(author.verified()), given.value())
                                .value()
                                .substring(0, 22))
                .orElseGet(commits.ids()));
    }

    private List<Edit> inserts(DocumentId id, List<Block> blocks) {
        access.requireCount(blocks.size());
        var positions = Position.spread(null, null, blocks.size());
        var inserts = new ArrayList<Edit>(blocks.size());
        for (var i = 0; i < blocks.size(); i++) {
            access.requireSize(i, blocks.get(i).content(), 0);
            var segment = new SegmentId(id, commits.ids().get());
            inserts.add(new Edit.Insert(segment, positions.get(i), blocks.get(i)));
        }
        return inserts;
    }

    /**
     * Edits several segments of a document together, or none of them.
     *
     * <p>A late edit of a cue that was split or joined is a conflict that names where the text went: {@link
     * dev.holdfast.domain.Conflict#movedTo}.
     *
     * @param edits each with its own preconditions; that of the request is not read: a batch has no version of its own
     * @throws NotFound if the document never existed or segment
     * @throws DocumentGone if the document was deleted
     * @throws SegmentGone if the only edit is of one segment, and that was deleted
     * @throws PreconditionRequired if an edit has no guard and the policy insists on one
     * @throws ConcurrencyConflict naming every stale edit, once for each of its segments that is at another version
     * @throws AlreadyExists if the id of an insertion was ever used
     * @throws InvalidContent if the document's format does not allow one of the texts
     * @throws ContentTooLarge if one of the texts would become too long
     * @throws TooManySegments if the document would have more segments than it may
     * @throws InvalidEdit if a segment is edited twice, there is no such place, or a cue cannot be
     *     shifted, split or joined
     * @throws KeyReused if the key was used for another request
     */
    public SavedEdits edit(WriteRequest request, DocumentId id, List<EditRequest> edits) {
        return edit(request, id, () -> edits);
    }

    /**
     * The same, with edits that are read when their turn comes: after the document and the key were looked up.
     *
     * @param edits reads the edits; called once
     */
    public SavedEdits edit(WriteRequest request, DocumentId id, Supplier<List<EditRequest>> edits) {
        return segmentWriter.batch(request, id, edits);
    }

    /**
     * Brings back a file that was exported and edited elsewhere. It is compared with the revision that it was exported from, segment by
     * segment, and what was edited in it is merged onto the current segments, in one commit. What a program rewrites when it saves a file
     * is no edit: counters, line terminators, the form of times, blanks at the ends of lines, and parts that its format cannot hold.
     *
     * @param file reads the file; called once, after the document and the key were looked up
     * @throws NotFound if the document never existed
     * @throws DocumentGone if it was deleted
     * @throws UnknownBase if the file's base is none of the document's revisions
     * @throws FileConflict naming every segment about which the file and others contradict each other; nothing is written then
     * @throws InvalidContent if the file does not have the format of its media type, naming where
     * @throws ContentTooLarge if one of the texts would become too long
     * @throws TooManySegments if the document would have more segments than it may
     * @throws UnsupportedFormat if such a file does not become such a document
     * @throws KeyReused if the key was used for another request
     */
    public FileUpdate update(WriteRequest request, DocumentId id, Supplier<RevisedFile> file) {
        return new FileUpdates(access, commits).update(request, id, file);
    }

    /** The edits that {@link #update} would make now, and the conflicts. Nothing is written; it throws the same exceptions otherwise. */
    public FileUpdate previewUpdate(Author author, DocumentId id, Supplier<RevisedFile> file) {
        return new FileUpdates(access, commits).preview(author, id, file);
    }

    /**
     * Changes the metadata of a document.
     *
     * @param change makes the new metadata from the current one; may be run again
     * @throws NotFound if the document never existed
     * @throws DocumentGone if it was deleted
     * @throws PreconditionRequired if the request has no precondition and the policy requires one
     * @throws DocumentConflict if the precondition does not hold
     * @throws InvalidDocument if the change cannot be made
     * @throws KeyReused if the key was used for another request
     */
    public SavedDocument describe(WriteRequest request, DocumentId id, UnaryOperator<DocumentInfo> change) {
        return describeDocument(request, id, document -> change.apply(document.info()));
    }

    /** The same, with a change that depends on more of the document than its metadata. */
    public SavedDocument describeDocument(
            WriteRequest request, DocumentId id, Function<Document, DocumentInfo> change) {
        return documentWriter.run(request, id, false, document -> {
            var info = change.apply(document);
            if (!info.mediaType().equals(document.info().mediaType())) {
                throw new InvalidDocument(
                        "mediaType", "cannot be changed; create another document from an export of this one");
            }
            info.requireAcceptableAfter(Optional.of(document.info()));
            return info.equals(document.info())
                    ? Optional.empty()
                    : Optional.of(new DocumentEdit.Describe(id, document.hash(), info));
        });
    }

    /**
     * Deletes a document; it can be restored with all its segments.
     *
     * @throws NotFound if the document never existed
     * @throws DocumentGone if it was deleted already
     * @throws PreconditionRequired if the request has no precondition and the policy requires one
     * @throws DocumentConflict if the precondition does not hold
     * @throws KeyReused if the key was used for another request
     */
    public SavedDocument delete(WriteRequest request, DocumentId id) {
        return documentWriter.run(
                request, id, false, document -> Optional.of(new DocumentEdit.Delete(id, document.hash())));
    }

    /**
     * Restores a deleted document as it was. One that is not deleted stays as it is.
     *
     * @throws NotFound if the document never existed
     * @throws PreconditionRequired if the request has no precondition and the policy requires one
     * @throws DocumentConflict if the precondition does not hold
     * @throws KeyReused if the key was used for another request
     */
    public SavedDocument restore(WriteRequest request, DocumentId id) {
        return documentWriter.run(
                request,
                id,
                true,
                document -> document.deleted()
                        ? Optional.of(new DocumentEdit.Restore(id, document.hash()))
                        : Optional.empty());
    }

    /**
     * Exports a document as a file.
     *
     * @param extension the extension of one of its {@link Format#exports}
     * @throws NotFound if the document never existed
     * @throws DocumentGone if it was deleted
     * @throws UnsupportedFormat if documents of its type have no such export
     */
    public Export export(Author reader, DocumentId id, String extension) {
        return export(reader, id, extension, WriteOptions.NONE, Reading.WHOLE);
    }

    /** The same with options, for a reader who may go before the file is written. */
    public Export export(Author reader, DocumentId id, String extension, WriteOptions options, Reading reading) {
        var page = new DocumentReader(access, commits.store()).whole(reader, id);
        reading.proceed();
        return new Exports(commits.store()).of(page, extension, options);
    }
}
