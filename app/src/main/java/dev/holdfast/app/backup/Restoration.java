package dev.holdfast.app.backup;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.backup.BackupSource;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.Tip;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Restoration of backups into a store. All files are checked from the first to the last line before anything is written. Then each
 * commit is made again, and must make the hash that it has in the backup: so ids, versions, hashes, revisions and tips are the same.
 */
public final class Restoration {

    private final DocumentStore store;
    private final BackupSource stored;
    private final Consumer<DocumentId> progress;
    private long complete;
    private @Nullable DocumentId latest;

    /**
     * @param store the store to restore into
     * @param stored reads of that store
     * @param progress called with each document before it is restored
     */
    public Restoration(DocumentStore store, BackupSource stored, Consumer<DocumentId> progress) {
        this.store = store;
        this.stored = stored;
        this.progress = progress;
    }

    /**
     * Checks files and restores what they hold.
     *
     * @param files a backup that is complete by itself and those that continue it, in their order; or only some that continue what the
     *     store holds
     * @param resume true to go on after an interruption: the store may hold beginnings of the logs of the backup, and nothing else of them
     * @return the contents of all files
     * @throws BackupFailure if a file is damaged, or does not fit the one before or the store; then nothing was written. Also if the
     *     store breaks down meanwhile; then the message says which documents are complete
     */
    public List<BackupSummary> restore(List<BackupFile> files, boolean resume) {
        var summaries = check(files);
        if (summaries.get(0).since().isPresent()) {
            files.get(0).read(new FitCheck());
        } else if (!resume) {
            requireEmpty();
        }
        try {
            files.forEach(file -> file.read(new Replay()));
        } catch (StoreUnavailable e) {
            throw new BackupFailure(
                    "The database broke down during the restoration: %d documents are complete%s. Run the command again with --resume."
                            .formatted(complete, latest == null ? "" : ", " + latest + " the last of them"),
                    e);
        }
        return summaries;
    }

    /**
     * Checks files from the first to the last line, and that each continues the one before.
     *
     * @throws BackupFailure if a file is damaged or incomplete, or does not continue the one before
     */
    public static List<BackupSummary> check(List<BackupFile> files) {
        var summaries =
                files.stream().map(file -> file.read(new BackupContents() {})).toList();
        requireOrder(files, summaries);
        return summaries;
    }

    private static void requireOrder(List<BackupFile> files, List<BackupSummary> summaries) {
        for (var i = 1; i < files.size(); i++) {
            var before = summaries.get(i - 1);
            if (!summaries.get(i).since().equals(Optional.of(before.sha256()))) {
                throw new BackupFailure(
                        "%s does not continue %s. Name the backups in the order in which they were made, each made with --since the one before. Nothing was restored."
                                .formatted(files.get(i), files.get(i - 1)));
            }
        }
    }

    private void requireEmpty() {
        stored.documents(Optional.empty(), 1).stream().findFirst().ifPresent(document -> {
            throw new BackupFailure(
                    ("The store is not empty: it has document %s (%s). Restore into a new database or data directory, or go on with an"
                                    + " interrupted restoration with --resume. Nothing was restored.")
                            .formatted(document.id(), document.info().title()));
        });
    }

    /** Check, before anything is written, that the store is where a continuation begins, or further on. */
    private final class FitCheck implements BackupContents {
        @Override
        public void document(DocumentId id, Optional<Tip> after) {
            var current = store.document(id).map(Document::tip);
            var fits = after.isEmpty()
                    || current.filter(tip -> tip.equals(after.get())
                                    || tip.revision() > after.get().revision())
                            .isPresent();
            if (!fits) {
                throw new BackupFailure(
                        "The backup continues document %s at %s, and the store has it at %s. Restore the backups before it first. Nothing was restored."
                                .formatted(
                                        id,
                                        after.map(Tip::toString).orElse(""),
                                        current.map(Tip::toString).orElse("no revision")));
            }
        }
    }

    /** Makes each commit again. One that is there already is found by its key. */
    private final class Replay implements BackupContents {
        @Override
        public void document(DocumentId id, Optional<Tip> after) {
            progress.accept(id);
        }

        @Override
        public void commit(BackedUpCommit backedUp) {
            var outcome = store.commit(backedUp.commit());
            var made = outcome instanceof CommitOutcome.Committed committed
                    ? committed.commit().tip()
                    : outcome instanceof CommitOutcome.Repeated repeated
                            ? repeated.commit().tip()
                            : null;
            if (!backedUp.tip().equals(made)) {
                throw differs(
                        backedUp.commit().document(),
                        "at revision " + backedUp.tip().revision());
            }
        }

        @Override
        public void unchanged(UnchangedWrite write) {
            var unused = store.keep(write); // false if it is there already
        }

        @Override
        public void end(DocumentId id, Tip tip) {
            var current = store.document(id).map(Document::tip);
            if (current.filter(found -> found.revision() >= tip.revision()).isEmpty()) {
                throw differs(id, "at its end");
            }
            complete++;
            latest = id;
        }

        private BackupFailure differs(DocumentId id, String place) {
            return new BackupFailure(
                    ("The store has another history of document %s than the backup, %s, and was not changed there. %d documents are"
                                    + " complete. Restore into an empty store.")
                            .formatted(id, place, complete));
        }
    }
}
