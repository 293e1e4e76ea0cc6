package dev.holdfast.memory;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.backup.BackupSource;
import dev.holdfast.contract.BackupSourceContract;

/** Contract of a backup's reads in memory. */
final class MemoryBackupSourceTest implements BackupSourceContract {

    @Override
    public DocumentStore emptyStore() {
        return new MemoryDocumentStore();
    }

    @Override
    public BackupSource sourceOf(DocumentStore store) {
        return (MemoryDocumentStore) store;
    }
}
