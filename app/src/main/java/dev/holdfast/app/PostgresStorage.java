package dev.holdfast.app;

import dev.holdfast.postgres.PoolSettings;
import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.PostgresPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Documents in a PostgreSQL that is there already. */
@Configuration(proxyBeanMethods = false)
class PostgresStorage {

    @Bean
    PostgresPool pool(ServeSettings settings) {
        return PostgresPool.open(PoolSettings.of(settings.databaseUrl().orElseThrow()));
    }

    @Bean
    PostgresDocumentStore documentStore(PostgresPool pool, Progress progress) {
        return Databases.migrated(pool, progress, "Check that it runs, and that --database-url is right.");
    }

    @Bean
    Readiness readiness(PostgresDocumentStore store) {
        return () -> Databases.answers(store);
    }
}
