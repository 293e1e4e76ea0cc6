package dev.holdfast.app;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.memory.MemoryDocumentStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Documents in memory. */
@Configuration(proxyBeanMethods = false)
class MemoryStorage {

    @Bean
    DocumentStore documentStore(Progress progress) {
        progress.say("Storage is memory: everything is forgotten when the server stops.");
        return new MemoryDocumentStore();
    }

    @Bean
    Readiness readiness() {
        return () -> true;
    }
}
