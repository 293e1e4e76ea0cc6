package dev.holdfast.application.backup;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.StoreUnavailable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads of all that a store holds of its documents, for a backup: tombstones too, and logs of any length one commit at a time. They
 * take no locks that a writer waits for. A backup is restored by {@link DocumentStore#commit} and {@link DocumentStore#keep}, which make
 * the same hashes again. Every method throws {@link StoreUnavailable} when the store cannot be reached, also after a part was read.
 * The duties of each method are spelt out as tests in {@code BackupSourceContract}.
 */
public interface BackupSource {

    /**
     * Documents and tombstones in the order of their ids.
     *
     * @param after the id after which to begin
     * @param limit the maximum number of items, 1 or more
     */
    List<Document> documents(Optional<DocumentId> after, int limit);

    /**
     * Reads commits of a document in their order, and needs memory for one of them, however many there are. What the reader throws
     * ends the read.
     *
     * @param after the revision after which to begin; 0 for all
     * @param upTo the last revision
     * @param reader called with each commit
     */
    void log(DocumentId id, long after, long upTo, Consumer<LoggedCommit> reader);

    /**
     * Reads the writes of a document that changed nothing and were {@link DocumentStore#keep kept}, in no particular order.
     *
     * @param since the first revision at which they were made
     * @param upTo the last one
     * @param reader called with each write
     */
    void unchangedWrites(DocumentId id, long since, long upTo, Consumer<UnchangedWrite> reader);
}
