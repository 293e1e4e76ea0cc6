package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.Race;
import dev.holdfast.domain.DocumentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schema migration, and databases and URLs that it refuses. */
final class MigrationTest {

    private static void migrate(String url) {
        try (var pool = PostgresPool.open(PoolSettings.of(url))) {
            PostgresDocumentStore.migrate(pool.dataSource());
        }
    }

    @Test
    void several_servers_may_migrate_at_the_same_time_and_again() {
        var url = TestDatabase.freshDatabase();

        Race.run(4, runner -> () -> {
            migrate(url);
            return true;
        });
        migrate(url);

        try (var pool = PostgresPool.open(PoolSettings.of(url))) {
            assertThat(PostgresDocumentStore.in(pool.dataSource()).document(new DocumentId("none")))
                    .isEmpty();
        }
    }

    @Test
    void a_schema_with_other_tables_is_refused_and_not_changed() {
        var url = TestDatabase.freshDatabase();
        TestDatabase.execute(url, "CREATE SCHEMA holdfast; CREATE TABLE holdfast.other_table (id int)");

        assertThatThrownBy(() -> migrate(url))
                .isInstanceOf(UnusableDatabase.class)
                .hasMessageContaining("Name a schema that has no other tables");
        TestDatabase.execute(url, "SELECT * FROM holdfast.other_table");
    }

    @Test
    void tables_of_a_different_migration_are_refused() {
        var url = TestDatabase.freshDatabase();
        migrate(url);
        TestDatabase.execute(url, "UPDATE holdfast.holdfast_schema_history SET checksum = 1 WHERE version = '1'");

        assertThatThrownBy(() -> migrate(url))
                .isInstanceOf(UnusableDatabase.class)
                .hasMessageContaining("nothing was changed");
    }

    @Test
    void tables_of_a_newer_version_are_refused() {
        var url = TestDatabase.freshDatabase();
        migrate(url);
        TestDatabase.execute(
                url,
                "INSERT INTO holdfast.holdfast_schema_history SELECT 99, '99', 'later', 'SQL', 'V99__later.sql', 1, installed_by,"
                        + " installed_on, 1, true FROM holdfast.holdfast_schema_history WHERE version = '1'");

        assertThatThrownBy(() -> migrate(url)).isInstanceOf(UnusableDatabase.class);
    }

    @Test
    void a_database_with_another_encoding_is_refused() {
        var url = TestDatabase.freshDatabase("SQL_ASCII");

        assertThatThrownBy(() -> migrate(url))
                .isInstanceOf(UnusableDatabase.class)
                .hasMessageContaining("SQL_ASCII")
                .hasMessageContaining("UTF8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postgres",
                "jdbc:mysql://localhost/x?password=secret-1",
                "jdbc:postgresql://h:port/secret-1",
                "jdbc:postgresql://h?user=u&password=secret-1"
            })
    void an_invalid_url_is_refused_without_repeating_its_password(String url) {
        assertThatThrownBy(() -> PostgresPool.open(PoolSettings.of(url)))
                .isInstanceOf(UnusableDatabase.class)
                .hasMessageContaining("jdbc:postgresql://")
                .hasMessageNotContaining("secret-1");
    }
}
