package dev.holdfast.postgres;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.contract.ChangeFeedContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Change-feed contract on PostgreSQL. */
final class PostgresChangeFeedTest implements ChangeFeedContract {

    private static PostgresPool pool;
    private static PostgresDocumentStore store;

    @BeforeAll
    static void open_a_database() {
        pool = PostgresPool.open(PoolSettings.of(TestDatabase.freshDatabase()));
        PostgresDocumentStore.migrate(pool.dataSource());
        store = PostgresDocumentStore.in(pool.dataSource());
    }

    @AfterAll
    static void close() {
        store.close();
        pool.close();
    }

    @Override
    public DocumentStore emptyStore() {
        return store;
    }
}
