package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.backup.BackupSource;
import dev.holdfast.contract.BackupSourceContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Contract of a backup's reads on PostgreSQL. */
final class PostgresBackupSourceTest implements BackupSourceContract {

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

    @Override
    public BackupSource sourceOf(DocumentStore store) {
        return PostgresBackupSource.in(pool.dataSource(), Schema.DEFAULT);
    }

    @Test
    void a_database_without_tables_is_refused_and_stays_as_it_is() {
        try (var empty = PostgresPool.open(PoolSettings.of(TestDatabase.freshDatabase()))) {
            assertThatThrownBy(() -> PostgresDocumentStore.requireMigrated(empty.dataSource(), Schema.DEFAULT))
                    .isInstanceOf(UnusableDatabase.class)
                    .hasMessageContaining("nothing was changed");
            assertThatThrownBy(() -> PostgresDocumentStore.requireMigrated(empty.dataSource(), Schema.DEFAULT))
                    .isInstanceOf(UnusableDatabase.class);
        }
    }

    @Test
    void a_migrated_database_is_accepted() {
        assertThatCode(() -> PostgresDocumentStore.requireMigrated(pool.dataSource(), Schema.DEFAULT))
                .doesNotThrowAnyException();
    }
}
