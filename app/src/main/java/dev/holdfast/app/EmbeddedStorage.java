package dev.holdfast.app;

import dev.holdfast.application.session.SessionStore;
import dev.holdfast.postgres.PoolSettings;
import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.PostgresPool;
import dev.holdfast.postgres.PostgresSessionStore;
import dev.holdfast.postgres.Schema;
import dev.holdfast.postgres.embedded.EmbeddedDatabase;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wiring of the embedded PostgreSQL storage. */
@Configuration(proxyBeanMethods = false)
class EmbeddedStorage {

    @Bean
    EmbeddedDatabase database(ServeSettings settings, Progress progress, Outage outage) {
        var database = EmbeddedDatabase.start(settings.data(), progress::report);
        database.onLoss(outage::report);
        return database;
    }

    @Bean
    PostgresPool pool(EmbeddedDatabase database) {
        return PostgresPool.open(PoolSettings.of(database.jdbcUrl()));
    }

    @Bean
    PostgresDocumentStore documentStore(PostgresPool pool, EmbeddedDatabase database, Progress progress) {
        return PostgresSetup.migrated(
                pool, Schema.DEFAULT, progress, EmbeddedDatabase.START_TIMEOUT, "See its log: " + database.log());
    }

    /** After the document store, whose set-up migrates the tables of both. */
    @Bean
    SessionStore sessionStore(PostgresPool pool, PostgresDocumentStore migrated) {
        return PostgresSessionStore.in(pool.dataSource());
    }

    @Bean
    Readiness readiness(PostgresDocumentStore store) {
        return () -> PostgresSetup.isReady(store);
    }
}
