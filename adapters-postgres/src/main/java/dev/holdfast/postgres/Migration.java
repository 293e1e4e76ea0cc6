package dev.holdfast.postgres;

import dev.holdfast.domain.StoreUnavailable;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Schema migration by Flyway, after a check of the server version and the encoding. */
final class Migration {

    private static final int MIN_SERVER_VERSION = 13;

    private final DataSource database;

    Migration(DataSource database) {
        this.database = database;
    }

    /** Checks the database and migrates its tables. Several servers may do so at the same time. */
    void run() {
        requireUsable();
        try {
            flyway().migrate();
        } catch (FlywayException e) {
            if (FailureKind.of(e) != FailureKind.DEFECT) {
                throw new StoreUnavailable(false, e);
            }
            if (FailureKind.isPermissionDenied(e)) {
                throw new UnusableDatabase(
                        "The database user has no permission to create tables. Make it the owner of the database, or grant it"
                                + " CREATE on the schema public.",
                        e);
            }
            throw new UnusableDatabase(
                    ("The tables of the database do not match this version of Holdfast; nothing was changed."
                                    + " Use an empty database, or one that Holdfast created. %s")
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /** Requires the tables of this version, and changes nothing. */
    void requireDone() {
        requireUsable();
        try {
            if (!flyway().validateWithResult().validationSuccessful) {
                throw new UnusableDatabase(
                        "The database has no tables of Holdfast, or those of another version; nothing was changed. Use the version of"
                                + " Holdfast that its server runs, or start a server of this version once, which migrates them.");
            }
        } catch (FlywayException e) {
            throw FailureKind.of(e) == FailureKind.DEFECT
                    ? new UnusableDatabase("The tables of the database cannot be checked: " + e.getMessage(), e)
                    : new StoreUnavailable(false, e);
        }
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:dev/holdfast/postgres/migration")
                .javaMigrations(new LogChainMigration())
                .validateMigrationNaming(true)
                .ignoreMigrationPatterns(new String[0]) // Flyway ignores migrations of a newer version by default
                .load();
    }

    private void requireUsable() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
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
        } catch (SQLException e) {
            throw new StoreUnavailable(false, e);
        }
    }
}
