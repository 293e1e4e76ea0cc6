package dev.holdfast.app;

import dev.holdfast.postgres.PoolSettings;
import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.PostgresPool;
import dev.holdfast.postgres.embedded.EmbeddedDatabase;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Documents in a PostgreSQL that belongs to the server. */
@Configuration(proxyBeanMethods = false)
class EmbeddedStorage {

    @Bean
    EmbeddedDatabase database(ServeSettings settings, Progress progress) {
        return EmbeddedDatabase.start(settings.data(), progress::say);
    }

    @Bean
    PostgresPool pool(EmbeddedDatabase database) {
        return PostgresPool.open(PoolSettings.of(database.jdbcUrl()));
    }

    @Bean
    PostgresDocumentStore documentStore(PostgresPool pool, ServeSettings settings, Progress progress) {
        var log = settings.data().resolve("postgres.log");
        return Databases.migrated(pool, progress, "Its log may say why: " + log);
    }

    @Bean
    Readiness readiness(PostgresDocumentStore store) {
        return () -> Databases.answers(store);
    }
}
