package dev.holdfast.memory;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.DocumentStoreContract;

final class MemoryDocumentStoreTest implements DocumentStoreContract {

    @Override
    public DocumentStore emptyStore() {
        return new MemoryDocumentStore();
    }
}
