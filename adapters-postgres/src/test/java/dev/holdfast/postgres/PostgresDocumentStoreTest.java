package dev.holdfast.postgres;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.DocumentStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Store contract on PostgreSQL. */
final class PostgresDocumentStoreTest implements DocumentStoreContract {

    private static PostgresPool pool;

    @BeforeAll
    static void open_a_database() {
        pool = PostgresPool.open(PoolSettings.of(TestDatabase.freshDatabase()));
        PostgresDocumentStore.migrate(pool.dataSource());
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Override
    public DocumentStore emptyStore() {
        return PostgresDocumentStore.in(pool.dataSource());
    }
}
