package dev.holdfast.application;

import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.NotFound;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The one way by which documents themselves are changed: read, check, then compare and set. */
record DocumentWriter(Access access, CommitWriter commits) {

    /**
     * Changes a document.
     *
     * @param ofTombstone true if the document may be deleted
     * @param change makes the edit; none if there is nothing to change
     */
    SavedDocument run(
            WriteRequest given, DocumentId id, boolean ofTombstone, Function<Document, Optional<DocumentEdit>> change) {
        var request = new StartedWrite(given);
        access.check(request.author(), AccessPolicy.Action.MANAGE, id);
        return CommitWriter.untilDone(() -> {
            var document = commits.store().document(id).orElseThrow(() -> new NotFound("document", id.value()));
            var earlier = commits.earlier(request, id);
            if (earlier.isPresent()) {
                return earlier.map(this::replayed);
            }
            return commits.unlessUnchanged(
                    request,
                    id,
                    () -> attempt(request, document, ofTombstone, change),
                    unchanged -> Optional.of(replayed(unchanged)));
        });
    }

    /** Empty if another writer was faster. */
    private Optional<SavedDocument> attempt(
            WriteRequest request,
            Document document,
            boolean ofTombstone,
            Function<Document, Optional<DocumentEdit>> change) {
        check(request, document, ofTombstone);
        var edit = change.apply(document);
        var done = edit.isPresent()
                ? outcome(commits.append(request, edit.get(), List.of()), Optional.of(document))
                : nothing(request, document);
        return done.or(() -> commits.unchanged(request, document.id()).map(this::replayed));
    }

    private Optional<SavedDocument> nothing(WriteRequest request, Document document) {
        var found = new UnchangedWrite.FoundVersion("", document.hash());
        return commits.keep(request, document, List.of(found))
                ? Optional.of(new SavedDocument(document, Effect.NOTHING))
                : Optional.empty();
    }

    private SavedDocument replayed(UnchangedWrite write) {
        var hash = write.versions().get(0).hash();
        var document = commits.store().document(write.document(), hash).orElseThrow();
        return new SavedDocument(document.at(write.tip()), Effect.REPLAYED);
    }

    private void check(WriteRequest request, Document document, boolean ofTombstone) {
        if (document.deleted() && !ofTombstone) {
            throw new DocumentGone(document);
        }
        var precondition = request.precondition(Optional.of(TargetState.of(document)));
        access.requireGuard(precondition);
        if (!precondition.holdsFor(Optional.of(document.hash()))) {
            var base = precondition.seen().stream()
                    .flatMap(hash -> commits.store().document(document.id(), hash).stream())
                    .max(Comparator.comparing(Document::version));
            throw new DocumentConflict(document, base);
        }
    }

    /**
     * The result of a commit; empty if another writer was faster.
     *
     * @param before the document that the commit changed; empty if it created it
     */
    Optional<SavedDocument> outcome(CommitOutcome outcome, Optional<Document> before) {
        if (outcome instanceof CommitOutcome.Committed committed) {
            return Optional.of(new SavedDocument(after(before, committed.commit()), Effect.WRITTEN));
        }
        return outcome instanceof CommitOutcome.Repeated repeated
                ? Optional.of(replayed(repeated.commit()))
                : Optional.empty();
    }

    /** The result of the commit that the same request already made. */
    SavedDocument replayed(LoggedCommit commit) {
        return new SavedDocument(after(commits.store().document(commit.document()), commit), Effect.REPLAYED);
    }

    private static Document after(Optional<Document> before, LoggedCommit commit) {
        return Document.after(before, commit.documentChange().orElseThrow(), commit);
    }
}
