package dev.holdfast.postgres;

import dev.holdfast.domain.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Schema migration by Flyway, after a check of the server version and the encoding, in one transaction: it is done or not begun. One
 * transaction stays on one server session, also behind a connection pooler, and leaves it as it was.
 */
final class Migration {

    static final String HISTORY = "holdfast_schema_history";

    private static final int MIN_SERVER_VERSION = 13;

    private final DataSource database;
    private final Schema schema;

    Migration(DataSource database, Schema schema) {
        this.database = database;
        this.schema = schema;
    }

    /** Checks the database and migrates its tables. Several servers may do so at the same time. */
    void run() {
        try (var connection = database.getConnection()) {
            requireUsable(connection);
            inTransaction(connection);
        } catch (SQLException | FlywayException e) {
            throw refusal(e);
        }
    }

    private void inTransaction(Connection connection) throws SQLException {
        var wasAutoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            migrate(connection);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            rollBack(connection, e);
            throw e;
        }
        connection.setAutoCommit(wasAutoCommit);
    }

    /** Rolls back; a connection that cannot do so is broken, and its transaction ends with it. */
    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void migrate(Connection connection) throws SQLException {
        MigrationSql.run(connection, "SELECT pg_advisory_xact_lock(hashtextextended('holdfast migration', 0))");
        var searchPath = MigrationSql.text(connection, "SELECT current_setting('search_path')");
        if (!MigrationSql.isTrue(connection, "SELECT to_regnamespace('\"%s\"') IS NOT NULL".formatted(schema))) {
            MigrationSql.run(connection, "CREATE SCHEMA \"%s\"".formatted(schema));
        }
        new EarlierInstallation(connection, schema).move();
        setSearchPath(connection, "\"%s\"".formatted(schema));
        flyway(connection).migrate();
        setSearchPath(connection, searchPath);
    }

    /** Requires the tables of this version, and changes nothing. */
    void requireDone() {
        try (var connection = database.getConnection()) {
            requireUsable(connection);
            if (!isDone(connection)) {
                throw new UnusableDatabase(
                        "The database has no tables of Holdfast in the schema %s, or those of another version; nothing was changed. Use the version of Holdfast that its server runs, or start a server of this version once, which migrates them."
                                .formatted(schema));
            }
        } catch (SQLException | FlywayException e) {
            throw FailureKind.of(e) == FailureKind.DEFECT
                    ? new UnusableDatabase("The tables of the database cannot be checked: " + e.getMessage(), e)
                    : new StoreUnavailable(false, e);
        }
    }

    private boolean isDone(Connection connection) throws SQLException {
        var wasAutoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            return flyway(connection).validateWithResult().validationSuccessful;
        } finally {
            connection.rollback();
            connection.setAutoCommit(wasAutoCommit);
        }
    }

    private Flyway flyway(Connection connection) {
        return Flyway.configure(Migration.class.getClassLoader())
                .dataSource(new NestedTransactions(connection))
                .defaultSchema(schema.name())
                .createSchemas(false)
                .table(HISTORY)
                .locations("classpath:dev/holdfast/postgres/migration")
                .javaMigrations(new LogChainMigration())
                .validateMigrationNaming(true)
                .ignoreMigrationPatterns(new String[0]) // Flyway ignores migrations of a newer version by default
                .load();
    }

    /** Sets the path of the session, because Flyway does so too, and only a later setting takes that back. */
    private static void setSearchPath(Connection connection, String path) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT set_config('search_path', ?, false)")) {
            statement.setString(1, path);
            statement.execute();
        }
    }

    private RuntimeException refusal(Exception failure) {
        if (FailureKind.isLockUnavailable(failure)) {
            return new UnusableDatabase(
                    "The tables of Holdfast are to be moved from the schema public to the schema %s, but another process uses them. Nothing was changed. Stop the servers of the version before, which would not find their tables any more, and start again."
                            .formatted(schema),
                    failure);
        }
        if (FailureKind.of(failure) != FailureKind.DEFECT) {
            return new StoreUnavailable(false, failure);
        }
        if (FailureKind.isPermissionDenied(failure)) {
            return new UnusableDatabase(
                    "The database user has no permission to create the schema %1$s and its tables. Nothing was changed. Let an administrator run CREATE SCHEMA %1$s AUTHORIZATION <the user>, or name a schema that the user owns."
                            .formatted(schema),
                    failure);
        }
        return new UnusableDatabase(
                "The tables in the schema %s do not match this version of Holdfast; nothing was changed. Name a schema that has no other tables, or one that Holdfast created. %s"
                        .formatted(schema, failure.getMessage()),
                failure);
    }

    private static void requireUsable(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT current_setting('server_encoding') AS encoding,"
                        + " current_setting('server_version_num')::int / 10000 AS version")) {
            row.next();
            if (!row.getString("encoding").equals("UTF8")) {
                throw new UnusableDatabase(
                        "The database has the encoding %s, which cannot store every text. Create it with ENCODING 'UTF8'."
                                .formatted(row.getString("encoding")));
            }
            if (row.getInt("version") < MIN_SERVER_VERSION) {
                throw new UnusableDatabase("The database runs PostgreSQL %d. Holdfast needs %d or newer."
                        .formatted(row.getInt("version"), MIN_SERVER_VERSION));
            }
        }
    }
}
