package dev.holdfast.memory;

import dev.holdfast.application.ChangeFeedContract;
import dev.holdfast.application.DocumentStore;

final class MemoryChangeFeedTest implements ChangeFeedContract {

    @Override
    public DocumentStore emptyStore() {
        return new MemoryDocumentStore();
    }
}
