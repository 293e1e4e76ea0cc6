package dev.holdfast.app;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.session.SessionStore;
import dev.holdfast.memory.MemoryDocumentStore;
import dev.holdfast.memory.MemorySessionStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wiring of the in-memory storage. */
@Configuration(proxyBeanMethods = false)
class MemoryStorage {

    @Bean
    DocumentStore documentStore(Progress progress) {
        progress.report("Storage is memory: all documents are lost when the server stops.");
        return new MemoryDocumentStore();
    }

    @Bean
    SessionStore sessionStore() {
        return new MemorySessionStore();
    }

    @Bean
    Readiness readiness() {
        return () -> true;
    }
}
