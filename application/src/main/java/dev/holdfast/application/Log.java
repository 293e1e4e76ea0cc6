package dev.holdfast.application;

import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.KeyReused;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Stamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How the use cases write: every commit gets its key and its stamp here. */
record Log(DocumentStore store, InstantSource clock, Supplier<String> ids) {

    /**
     * The commit that the same request already made, if it was sent before.
     *
     * @throws KeyReused if its key was used for another request
     */
    Optional<LoggedCommit> earlier(WriteRequest request, DocumentId document) {
        return request.key()
                .flatMap(key -> store.commitWithKey(document, request.author(), key.value())
                        .map(commit -> {
                            if (!commit.key().request().equals(key.request())) {
                                throw new KeyReused(key.value());
                            }
                            return commit;
                        }));
    }

    /** Sends edits of segments to the store, once. */
    CommitOutcome append(WriteRequest request, DocumentId document, List<Edit> edits) {
        return append(request, document, Optional.empty(), edits);
    }

    /**
     * Sends edits to the store, once.
     *
     * @throws KeyReused if the request's key was used for another request
     */
    CommitOutcome append(
            WriteRequest request, DocumentId document, Optional<DocumentEdit> documentEdit, List<Edit> edits) {
        var key = request.key().orElseGet(() -> {
            var made = ids.get();
            return new CommitKey(made, Digest.of(made));
        });
        var stamp = new Stamp(request.author(), clock.instant());
        var outcome = store.commit(new Commit(document, key, stamp, documentEdit, edits));
        if (outcome instanceof CommitOutcome.KeyUsedOtherwise) {
            throw new KeyReused(key.value());
        }
        return outcome;
    }
}
