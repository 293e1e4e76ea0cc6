package dev.holdfast.application;

import dev.holdfast.domain.Change;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.StoreUnavailable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** The one way by which documents themselves are changed: read, check, then compare and set. */
record Describing(Access access, Log log) {

    private static final int MAX_ATTEMPTS = 100;

    /**
     * Changes a document.
     *
     * @param ofTombstone whether the document has to be deleted, or has to be not deleted
     * @param change makes the edit; none if there is nothing to change
     */
    SavedDocument run(
            WriteRequest request,
            DocumentId id,
            boolean ofTombstone,
            Function<Document, Optional<DocumentEdit>> change) {
        access.check(request.author(), AccessPolicy.Action.MANAGE, id);
        for (var i = 0; i < MAX_ATTEMPTS; i++) {
            var document = log.store().document(id).orElseThrow(() -> new NotFound("document", id.value()));
            var earlier = log.earlier(request, id);
            if (earlier.isPresent()) {
                return outcome(earlier.get(), true);
            }
            check(request, document, ofTombstone);
            var edit = change.apply(document);
            if (edit.isEmpty()) {
                return new SavedDocument(document, false);
            }
            var saved = outcome(log.append(request, id, edit, List.of()));
            if (saved.isPresent()) {
                return saved.get();
            }
        }
        throw new StoreUnavailable(
                false, new TimeoutException("%d attempts met a faster writer each".formatted(MAX_ATTEMPTS)));
    }

    private void check(WriteRequest request, Document document, boolean ofTombstone) {
        if (document.deleted() && !ofTombstone) {
            throw new DocumentGone(document);
        }
        access.requireGuard(request.precondition());
        if (document.deleted() != ofTombstone || !request.precondition().holdsFor(Optional.of(document.hash()))) {
            throw new DocumentConflict(document);
        }
    }

    /** What a commit came to; empty if another writer was faster. */
    Optional<SavedDocument> outcome(CommitOutcome outcome) {
        if (outcome instanceof CommitOutcome.Committed committed) {
            return Optional.of(outcome(committed.commit(), false));
        }
        return outcome instanceof CommitOutcome.Repeated repeated
                ? Optional.of(outcome(repeated.commit(), true))
                : Optional.empty();
    }

    /** The document as a commit left it, which is not always as it is now. */
    SavedDocument outcome(LoggedCommit commit, boolean replayed) {
        var now = log.store().document(commit.document());
        var change = commit.changes().stream()
                .filter(Change.OfDocument.class::isInstance)
                .map(Change.OfDocument.class::cast)
                .findFirst()
                .orElseThrow();
        return new SavedDocument(Document.after(now, change, commit), replayed);
    }
}
