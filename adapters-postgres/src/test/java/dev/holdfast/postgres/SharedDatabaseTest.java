package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holdfast's tables beside those of an application with a Flyway of its own, and those of an earlier version. */
final class SharedDatabaseTest {

    private static final Schema PUBLIC = Schema.named("public");

    private final SharedDatabase database = SharedDatabase.empty();

    @AfterEach
    void close() {
        database.close();
    }

    private void requireBothWork() {
        assertThat(database.edited(Schema.DEFAULT).content().text()).isEqualTo("after");
        database.execute("INSERT INTO article VALUES ('one', 1); INSERT INTO document VALUES (1, NULL)");
        database.migrateTheirs();
        database.migrateOurs();
        assertThat(database.query("SELECT count(*) FROM flyway_schema_history")).isEqualTo("1");
    }

    @Test
    void an_application_that_migrated_first_keeps_its_tables_and_its_history() {
        database.migrateTheirs();

        database.migrateOurs();

        requireBothWork();
    }

    @Test
    void an_application_that_migrates_afterwards_finds_an_empty_schema() {
        database.migrateOurs();

        database.migrateTheirs();

        requireBothWork();
    }

    @Test
    void a_table_of_somebody_else_is_no_obstacle() {
        database.execute("CREATE TABLE other_table (id int)");

        database.migrateOurs();

        assertThat(database.edited(Schema.DEFAULT).content().text()).isEqualTo("after");
        database.execute("SELECT * FROM public.other_table");
    }

    @Test
    void two_installations_share_a_database() {
        var other = Schema.named("order");
        database.migrateOurs();
        database.migrateOurs(other);

        var here = database.edited(Schema.DEFAULT);
        var there = database.edited(other);

        assertThat(database.store(other).segment(here.id())).isEmpty();
        assertThat(database.store(Schema.DEFAULT).segment(there.id())).isEmpty();
    }

    @Test
    void a_migration_leaves_the_search_path_of_its_session() {
        try (var one = PostgresPool.open(new PoolSettings(
                database.url() + "&currentSchema=pg_temp",
                1,
                PoolSettings.of("").connectTimeout(),
                PoolSettings.of("").socketTimeout()))) {

            PostgresDocumentStore.migrate(one.dataSource());

            try (var connection = one.dataSource().getConnection()) {
                assertThat(MigrationSql.text(connection, "SHOW search_path")).isEqualTo("pg_temp");
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void an_earlier_installation_is_moved_with_its_texts() {
        database.migrateOursAsBefore();
        var kept = database.edited(PUBLIC);
        var log = database.store(PUBLIC).commits(kept.id().document(), 0, 10);

        database.migrateOurs();

        assertThat(database.segment(Schema.DEFAULT, kept.id().document())).isEqualTo(kept);
        assertThat(database.store(Schema.DEFAULT).commits(kept.id().document(), 0, 10))
                .isEqualTo(log);
        assertThat(database.query("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEqualTo("0");
        database.migrateTheirs();
        requireBothWork();
    }

    @Test
    void an_earlier_installation_of_the_first_version_is_moved_and_migrated() {
        database.migrateOursAsBefore();
        database.execute("DROP TABLE session, unchanged_write; DELETE FROM flyway_schema_history WHERE version > '2'");

        database.migrateOurs();

        assertThat(database.edited(Schema.DEFAULT).content().text()).isEqualTo("after");
    }

    @Test
    void an_earlier_installation_stays_in_public_if_that_is_named() {
        database.migrateOursAsBefore();
        var kept = database.edited(PUBLIC);

        database.migrateOurs(PUBLIC);
        database.migrateOurs(PUBLIC);

        assertThat(database.segment(PUBLIC, kept.id().document())).isEqualTo(kept);
        assertThat(database.query("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
                        + " WHERE relname LIKE '%schema_history%'"))
                .isEqualTo("holdfast_schema_history holdfast_schema_history_pk holdfast_schema_history_s_idx");
    }

    @Test
    void an_installation_that_stays_in_public_is_not_moved_by_another_one() {
        database.migrateOursAsBefore();
        database.migrateOurs(PUBLIC);
        var kept = database.edited(PUBLIC);

        database.migrateOurs();

        assertThat(database.segment(PUBLIC, kept.id().document())).isEqualTo(kept);
    }

    @Test
    void an_earlier_installation_with_other_migrations_is_refused_and_not_changed() {
        database.migrateOursAsBefore();
        var kept = database.edited(PUBLIC);
        database.execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");

        assertThatThrownBy(database::migrateOurs)
                .isInstanceOf(UnusableDatabase.class)
                .hasMessageContaining("nothing was changed");

        assertThat(database.segment(PUBLIC, kept.id().document())).isEqualTo(kept);
        assertThat(database.query("SELECT to_regnamespace('holdfast') IS NULL")).isEqualTo("t");
    }

    @Test
    void an_earlier_installation_in_use_is_not_moved() throws SQLException {
        database.migrateOursAsBefore();
        var kept = database.edited(PUBLIC);
        try (var user = DriverManager.getConnection(database.url())) {
            user.setAutoCommit(false);
            MigrationSql.run(user, "SELECT * FROM document FOR UPDATE");

            assertThatThrownBy(database::migrateOurs)
                    .isInstanceOf(UnusableDatabase.class)
                    .hasMessageContaining("Stop the servers of the version before");
        }
        assertThat(database.segment(PUBLIC, kept.id().document())).isEqualTo(kept);

        database.migrateOurs();

        assertThat(database.segment(Schema.DEFAULT, kept.id().document())).isEqualTo(kept);
    }

    @Test
    void tables_of_an_application_with_the_names_of_ours_are_not_moved() {
        for (var table : List.of("segment", "commit", "change", "flyway_schema_history")) {
            database.execute("CREATE TABLE %s (script text)".formatted(table));
        }
        database.execute(
                "CREATE TABLE document (tip text); INSERT INTO flyway_schema_history VALUES ('V1__documents.sql')");

        database.migrateOurs();

        assertThat(database.edited(Schema.DEFAULT).content().text()).isEqualTo("after");
        database.execute("SELECT tip FROM public.document; SELECT script FROM public.flyway_schema_history");
    }

    @Test
    void a_user_who_may_not_create_a_schema_is_told_what_an_administrator_does() {
        var role = "reader_" + System.nanoTime();
        database.execute("CREATE ROLE %s LOGIN PASSWORD 'secret'".formatted(role));
        var url = database.url().replaceFirst("user=.*", "user=%s&password=secret".formatted(role));
        try (var limited = new SharedDatabase(url)) {
            assertThatThrownBy(limited::migrateOurs)
                    .isInstanceOf(UnusableDatabase.class)
                    .hasMessageContaining("CREATE SCHEMA holdfast AUTHORIZATION");

            database.execute("CREATE SCHEMA holdfast AUTHORIZATION " + role);
            limited.migrateOurs();

            assertThat(limited.edited(Schema.DEFAULT).content().text()).isEqualTo("after");
        } finally {
            database.execute("DROP OWNED BY %1$s; DROP ROLE %1$s".formatted(role));
        }
    }
}
