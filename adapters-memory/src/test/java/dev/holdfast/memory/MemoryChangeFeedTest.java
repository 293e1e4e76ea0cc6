package dev.holdfast.memory;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.contract.ChangeFeedContract;

final class MemoryChangeFeedTest implements ChangeFeedContract {

    @Override
    public DocumentStore emptyStore() {
        return new MemoryDocumentStore();
    }
}
