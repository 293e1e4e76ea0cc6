package dev.holdfast.app;

import dev.holdfast.postgres.PoolSettings;
import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.PostgresPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wiring of the storage in an existing PostgreSQL database. */
@Configuration(proxyBeanMethods = false)
class PostgresStorage {

    @Bean
    PostgresPool pool(ServeSettings settings) {
        return PostgresPool.open(PoolSettings.of(settings.databaseUrl().orElseThrow()));
    }

    @Bean
    PostgresDocumentStore documentStore(PostgresPool pool, Progress progress) {
        return PostgresSetup.migrated(pool, progress, "Check that it is running and that --database-url is correct.");
    }

    @Bean
    Readiness readiness(PostgresDocumentStore store) {
        return () -> PostgresSetup.isReady(store);
    }
}
