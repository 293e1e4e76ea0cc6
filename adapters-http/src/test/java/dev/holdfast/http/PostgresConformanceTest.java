package dev.holdfast.http;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.postgres.PoolSettings;
import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.PostgresPool;
import dev.holdfast.postgres.TestDatabase;
import org.junit.jupiter.api.AfterAll;

final class PostgresConformanceTest extends ConformanceSuite {

    private final PostgresPool pool = PostgresPool.open(PoolSettings.of(TestDatabase.freshDatabase()));

    @Override
    String storage() {
        return "postgres";
    }

    @Override
    DocumentStore emptyStore() {
        PostgresDocumentStore.migrate(pool.dataSource());
        return PostgresDocumentStore.in(pool.dataSource());
    }

    @AfterAll
    void close() {
        pool.close();
    }
}
