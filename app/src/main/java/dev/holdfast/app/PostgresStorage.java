package dev.holdfast.app;

import dev.holdfast.application.session.SessionStore;
import dev.holdfast.postgres.PoolSettings;
import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.PostgresPool;
import dev.holdfast.postgres.PostgresSessionStore;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wiring of the storage in an existing PostgreSQL database. */
@Configuration(proxyBeanMethods = false)
class PostgresStorage {

    /** Longer than a login takes on a busy computer. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    @Bean
    PostgresPool pool(ServeSettings settings) {
        return PostgresPool.open(PoolSettings.of(settings.databaseUrl().orElseThrow()));
    }

    @Bean
    PostgresDocumentStore documentStore(PostgresPool pool, ServeSettings settings, Progress progress) {
        if (!settings.databaseWait().isZero()) {
            progress.report("Waiting for the database, for %d seconds at most"
                    .formatted(settings.databaseWait().toSeconds()));
            pool.awaitStart(settings.databaseWait());
        }
        return PostgresSetup.migrated(
                pool,
                settings.databaseSchema(),
                progress,
                MAX_WAIT,
                "Check that it is running and that --database-url is correct.");
    }

    /** After the document store, whose set-up migrates the tables of both. */
    @Bean
    SessionStore sessionStore(ServeSettings settings, PostgresPool pool, PostgresDocumentStore migrated) {
        return PostgresSessionStore.in(pool.dataSource(), settings.databaseSchema());
    }

    @Bean
    Readiness readiness(PostgresDocumentStore store) {
        return () -> PostgresSetup.isReady(store);
    }
}
