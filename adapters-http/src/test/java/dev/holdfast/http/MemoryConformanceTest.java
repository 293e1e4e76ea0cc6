package dev.holdfast.http;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.memory.MemoryDocumentStore;

final class MemoryConformanceTest extends ConformanceSuite {

    @Override
    String storage() {
        return "memory";
    }

    @Override
    DocumentStore emptyStore() {
        return new MemoryDocumentStore();
    }
}
