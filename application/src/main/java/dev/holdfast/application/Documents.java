package dev.holdfast.application;

import dev.holdfast.application.AccessPolicy.Action;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Block;
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
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.format.ContentFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What is done with whole documents. Safe for use by many threads. Every method throws {@link AccessDenied} before it reads
 * anything, and {@link StoreUnavailable} when the store does not answer.
 */
public final class Documents {

    private final Access access;
    private final Log log;
    private final Editing editing;
    private final Describing describing;

    Documents(Access access, Log log) {
        this.access = access;
        this.log = log;
        this.editing = new Editing(access, log);
        this.describing = new Describing(access, log);
    }

    /**
     * A document as it is now.
     *
     * @throws NotFound if there never was one
     * @throws DocumentGone if it was deleted
     */
    public Document read(Author reader, DocumentId id) {
        access.check(reader, Action.READ, id);
        var document = log.store().document(id).orElseThrow(() -> new NotFound("document", id.value()));
        if (document.deleted()) {
            throw new DocumentGone(document);
        }
        return document;
    }

    /**
     * The documents that the reader may read and that are not deleted, in the order of their ids.
     *
     * @param titlePart what their titles contain, whatever the case; empty for all
     * @param after the id after which to begin
     * @param limit how many at most, 1 or more
     */
    public List<Document> list(Author reader, String titlePart, Optional<DocumentId> after, int limit) {
        var found = new ArrayList<Document>();
        if (!DocumentInfo.isTitle(titlePart)) {
            return found;
        }
        var from = after;
        while (found.size() < limit) {
            var page = log.store().documents(titlePart, from, limit);
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
     * Makes a document of texts. Where its format wants an opening that the texts do not have, it gets one.
     *
     * @throws AlreadyExists if the id was ever used
     * @throws InvalidContent if the format does not allow one of the texts
     * @throws ContentTooLarge if one of the texts is too long
     * @throws UnsupportedFormat if the media type is not one that Holdfast knows
     * @throws PreconditionFailed if the request expects the document to be there
     * @throws KeyReused if the key was used for another request
     */
    public SavedDocument create(WriteRequest request, NewDocument wanted) {
        return create(request, wanted.id(), wanted.info(), format -> {
            var texts = wanted.segments().stream()
                    .map(content -> format.compose(content.in(wanted.info())))
                    .toList();
            var blocks = new ArrayList<>(format.opening());
            blocks.addAll(texts);
            return blocks;
        });
    }

    /**
     * Makes a document of a file. Its export is the file again, until someone edits it.
     *
     * @throws AlreadyExists if the id was ever used
     * @throws InvalidContent if the file is not what its media type says, naming where
     * @throws ContentTooLarge if a cue or another block of it is too long
     * @throws UnsupportedFormat if the media type is not one that Holdfast knows
     * @throws PreconditionFailed if the request expects the document to be there
     * @throws KeyReused if the key was used for another request
     */
    public SavedDocument importFile(WriteRequest request, NewFile file) {
        return create(request, file.id(), file.info(), format -> Formats.split(file));
    }

    private SavedDocument create(
            WriteRequest request,
            Optional<DocumentId> wantedId,
            DocumentInfo info,
            Function<ContentFormat, List<Block>> content) {
        var id = wantedId.orElseGet(() -> newId(request));
        access.check(request.author(), Action.MANAGE, id);
        var earlier = log.earlier(request, id);
        if (earlier.isPresent()) {
            return describing.replayed(earlier.get());
        }
        if (!request.precondition().holdsFor(Optional.empty())) {
            throw new PreconditionFailed(
                    "A document is about to be created, so there is no version of it that could match. Leave the"
                            + " precondition out.");
        }
        var blocks = content.apply(Formats.of(info.mediaType()));
        var create = new DocumentEdit.Create(id, info);
        var outcome = log.append(request, create, inserts(id, blocks));
        return describing
                .outcome(outcome, Optional.empty())
                .orElseThrow(() -> new AlreadyExists("document", id.value()));
    }

    /**
     * A repeated request must come to the same document, so its id follows from author and key. It begins with a letter, so
     * that no command line takes it for an option.
     */
    private DocumentId newId(WriteRequest request) {
        return new DocumentId(request.key()
                .map(key -> "k"
                        + Digest.of(
                                        request.author().name(),
                                        Boolean.toString(request.author().verified()),
                                        key.value())
                                .value()
                                .substring(0, 22))
                .orElseGet(log.ids()));
    }

    private List<Edit> inserts(DocumentId id, List<Block> blocks) {
        var positions = Position.spread(null, null, blocks.size());
        var inserts = new ArrayList<Edit>(blocks.size());
        for (var i = 0; i < blocks.size(); i++) {
            access.requireSize(i, blocks.get(i).content(), 0);
            var segment = new SegmentId(id, log.ids().get());
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
     * @param edits each with its own preconditions; that of the request is not looked at
     * @throws NotFound if there never was such a document or segment
     * @throws DocumentGone if the document was deleted
     * @throws SegmentGone if the only edit is of one segment, and that was deleted
     * @throws PreconditionRequired if an edit has no guard and the policy insists on one
     * @throws ConcurrencyConflict naming every edit that lost, once for each of its segments that it lost on
     * @throws AlreadyExists if the id of an insertion was ever used
     * @throws InvalidContent if the document's format does not allow one of the texts
     * @throws ContentTooLarge if one of the texts would become too long
     * @throws InvalidEdit if a segment is edited twice, there is no such place, or what is to be shifted, split or joined
     *     cannot be
     * @throws KeyReused if the key was used for another request
     */
    public SavedEdits edit(WriteRequest request, DocumentId id, List<EditRequest> edits) {
        return editing.run(request, id, edits);
    }

    /**
     * Gives a document other metadata.
     *
     * @param change makes the new metadata from the current one; may be run again
     * @throws NotFound if there never was such a document
     * @throws DocumentGone if it was deleted
     * @throws PreconditionRequired if the request has no guard and the policy insists on one
     * @throws DocumentConflict if the precondition does not hold
     * @throws InvalidDocument if the change cannot be made
     * @throws KeyReused if the key was used for another request
     */
    public SavedDocument describe(WriteRequest request, DocumentId id, UnaryOperator<DocumentInfo> change) {
        return describing.run(request, id, false, document -> {
            var info = change.apply(document.info());
            if (!info.mediaType().equals(document.info().mediaType())) {
                throw new InvalidDocument(
                        "mediaType", "cannot be changed; create another document from an export of this one");
            }
            return info.equals(document.info())
                    ? Optional.empty()
                    : Optional.of(new DocumentEdit.Describe(id, document.hash(), info));
        });
    }

    /**
     * Makes a tombstone of a document; it can be restored with all that is in it.
     *
     * @throws NotFound if there never was such a document
     * @throws DocumentGone if it was deleted already
     * @throws PreconditionRequired if the request has no guard and the policy insists on one
     * @throws DocumentConflict if the precondition does not hold
     * @throws KeyReused if the key was used for another request
     */
    public SavedDocument delete(WriteRequest request, DocumentId id) {
        return describing.run(
                request, id, false, document -> Optional.of(new DocumentEdit.Delete(id, document.hash())));
    }

    /**
     * Brings a deleted document back as it was.
     *
     * @throws NotFound if there never was such a document
     * @throws PreconditionRequired if the request has no guard and the policy insists on one
     * @throws DocumentConflict if the precondition does not hold, or the document is not deleted
     * @throws KeyReused if the key was used for another request
     */
    public SavedDocument restore(WriteRequest request, DocumentId id) {
        return describing.run(
                request, id, true, document -> Optional.of(new DocumentEdit.Restore(id, document.hash())));
    }

    /**
     * Exports a document as a file.
     *
     * @param extension the extension of one of its {@link Format#exports}
     * @throws NotFound if there never was such a document
     * @throws DocumentGone if it was deleted
     * @throws UnsupportedFormat if documents of its type have no such export
     */
    public Export export(Author reader, DocumentId id, String extension) {
        var page = new DocumentReader(access, log.store()).whole(reader, id);
        return new Exports(log.store()).of(page, extension);
    }
}
