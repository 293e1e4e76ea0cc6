package dev.holdfast.application;

import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.KeyReused;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.StoreUnavailable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Writer of commits: gives every commit its key and its stamp, and sends it to the store. */
record CommitWriter(DocumentStore store, InstantSource clock, Supplier<String> ids) {

    /** A writer that keeps losing although its precondition keeps holding, which each time means that another won. */
    private static final int MAX_ATTEMPTS = 100;

    /**
     * Makes attempts until one succeeds.
     *
     * @param attempt one attempt; empty if another writer was faster
     * @throws StoreUnavailable if others were faster again and again
     */
    static <T> T untilDone(Supplier<Optional<T>> attempt) {
        for (var i = 0; i < MAX_ATTEMPTS; i++) {
            var done = attempt.get();
            if (done.isPresent()) {
                return done.get();
            }
        }
        throw new StoreUnavailable(
                false, new TimeoutException("%d attempts met a faster writer each".formatted(MAX_ATTEMPTS)));
    }

    /**
     * The commit that the same request already made, if it was sent before.
     *
     * @throws KeyReused if its key was used for another request
     */
    Optional<LoggedCommit> earlier(WriteRequest request, DocumentId document) {
        return request.key()
                .flatMap(key -> store.commitWithKey(document, request.author(), key.value())
                        .map(commit -> requireSame(commit, key)));
    }

    /** The same, where the target was read {@link #target for} this request. */
    Optional<LoggedCommit> earlier(WriteRequest request, KeyedPage target) {
        return request.keyValue().isEmpty()
                ? earlier(request, target.page().document().id())
                : request.key().flatMap(key -> target.earlier().map(commit -> requireSame(commit, key)));
    }

    private static LoggedCommit requireSame(LoggedCommit commit, CommitKey key) {
        if (!commit.key().request().equals(key.request())) {
            throw new KeyReused(key.value());
        }
        return commit;
    }

    /** The target of a request: a document and its named segments, with the commit of its key if that is known beforehand. */
    Optional<KeyedPage> target(WriteRequest request, DocumentId document, Set<SegmentId> named) {
        return request.keyValue()
                .map(key -> store.segments(document, named, request.author(), key))
                .orElseGet(() -> store.segments(document, named).map(page -> new KeyedPage(page, Optional.empty())));
    }

    /**
     * The write that the same request already made, if it was sent before and changed nothing.
     *
     * @throws KeyReused if its key was used for another such write
     */
    Optional<UnchangedWrite> unchanged(WriteRequest request, DocumentId document) {
        return request.key()
                .flatMap(key -> store.unchangedWithKey(document, request.author(), key.value())
                        .map(write -> {
                            if (!write.key().request().equals(key.request())) {
                                throw new KeyReused(key.value());
                            }
                            return write;
                        }));
    }

    /**
     * Makes a write, unless the same request was sent before and changed nothing. That is looked up only if the write is
     * refused, perhaps because others have made changes since: a commit finds its key in the store by itself.
     *
     * @param replay makes the result of the earlier write
     */
    <T> T unlessUnchanged(
            WriteRequest request, DocumentId document, Supplier<T> write, Function<UnchangedWrite, T> replay) {
        try {
            return write.get();
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException refusal) { // of any type, also one of an adapter
            return unchanged(request, document).map(replay).orElseThrow(() -> refusal);
        }
    }

    /** Keeps a write that changes nothing under its key, if it has one. False if the key was used before. */
    boolean keep(WriteRequest request, Document document, List<UnchangedWrite.FoundVersion> versions) {
        return request.key()
                .map(key ->
                        store.keep(new UnchangedWrite(document.id(), request.author(), key, document.tip(), versions)))
                .orElse(true);
    }

    /**
     * Sends an edit of a document to the store, once, with edits of its segments.
     *
     * @throws KeyReused if the request's key was used for another request
     */
    CommitOutcome append(WriteRequest request, DocumentEdit documentEdit, List<Edit> edits) {
        return append(request, documentEdit.document(), Optional.of(documentEdit), edits, List.of());
    }

    /**
     * Sends edits of segments to the store, once.
     *
     * @throws KeyReused if the request's key was used for another request
     */
    CommitOutcome append(
            WriteRequest request, DocumentId document, List<Edit> edits, List<Commit.ConditionCheck> conditionChecks) {
        return append(request, document, Optional.empty(), edits, conditionChecks);
    }

    private CommitOutcome append(
            WriteRequest request,
            DocumentId document,
            Optional<DocumentEdit> documentEdit,
            List<Edit> edits,
            List<Commit.ConditionCheck> conditionChecks) {
        var key = request.key().orElseGet(() -> {
            var made = ids.get();
            return new CommitKey(made, Digest.of(made));
        });
        var stamp = new Stamp(request.author(), clock.instant());
        var outcome = store.commit(new Commit(document, key, stamp, documentEdit, edits, conditionChecks));
        if (outcome instanceof CommitOutcome.KeyUsedOtherwise) {
            throw new KeyReused(key.value());
        }
        return outcome;
    }
}
