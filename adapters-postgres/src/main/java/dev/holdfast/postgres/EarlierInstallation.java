package dev.holdfast.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tables of a version that had no schema of its own: in the schema {@code public}, with Flyway's default name for the history of
 * migrations. They are moved with what they hold, which copies nothing, within the transaction of a migration.
 */
record EarlierInstallation(Connection connection, Schema schema) {

    private static final Logger LOGGER = LoggerFactory.getLogger(EarlierInstallation.class);

    /** In the order in which commits lock them. */
    private static final List<String> TABLES =
            List.of("document", "segment", "commit", "change", "session", "unchanged_write");

    /** Of each table of the first version a column that others are unlikely to have. */
    private static final String HAS_TABLES = """
            SELECT count(*) = 4 AND coalesce(has_table_privilege(to_regclass('public.flyway_schema_history'), 'SELECT'), false)
            FROM (VALUES ('document', 'title_lower'), ('segment', 'separator'), ('commit', 'request_digest'), ('change', 'digest'))
                AS expected (relation, attribute)
            JOIN pg_attribute ON attrelid = to_regclass('public.' || relation) AND attname = attribute
            """;

    private static final String HAS_HISTORY =
            "SELECT EXISTS (SELECT FROM public.flyway_schema_history WHERE script = 'V1__documents.sql')";

    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = ";

    /** Moves what there is, unless the schema has tables already. */
    void move() throws SQLException {
        if (!isFound()) {
            return;
        }
        if (exists(schema.table(Migration.HISTORY))) {
            LOGGER.warn(
                    "The schema public has tables of Holdfast that are not used, because the schema {} has some too",
                    schema);
            return;
        }
        MigrationSql.run(connection, LOCK_TIMEOUT + "'10s'");
        if (!schema.name().equals("public")) {
            moveTables();
        }
        renameHistory();
        MigrationSql.run(connection, LOCK_TIMEOUT + "DEFAULT");
    }

    private boolean isFound() throws SQLException {
        return MigrationSql.isTrue(connection, HAS_TABLES) && MigrationSql.isTrue(connection, HAS_HISTORY);
    }

    private void moveTables() throws SQLException {
        for (var table : TABLES) {
            if (exists("public." + table)) {
                setSchema(table);
            }
        }
        setSchema("flyway_schema_history");
        LOGGER.info("Moved the tables of Holdfast from the schema public to the schema {}", schema);
    }

    private void setSchema(String table) throws SQLException {
        MigrationSql.run(connection, "ALTER TABLE public.%s SET SCHEMA \"%s\"".formatted(table, schema));
    }

    /** Renames the indexes too, whose names another history in the same schema would need. */
    private void renameHistory() throws SQLException {
        for (var suffix : List.of("_pk", "_s_idx")) {
            MigrationSql.run(
                    connection,
                    "ALTER INDEX IF EXISTS %s RENAME TO %s"
                            .formatted(schema.table("flyway_schema_history" + suffix), Migration.HISTORY + suffix));
        }
        MigrationSql.run(
                connection,
                "ALTER TABLE %s RENAME TO %s".formatted(schema.table("flyway_schema_history"), Migration.HISTORY));
    }

    private boolean exists(String table) throws SQLException {
        return MigrationSql.isTrue(connection, "SELECT to_regclass('%s') IS NOT NULL".formatted(table));
    }
}
