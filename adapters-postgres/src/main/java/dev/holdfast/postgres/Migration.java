package dev.holdfast.postgres;

import dev.holdfast.domain.StoreUnavailable;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables of a database to the form that this version of Holdfast works with. */
final class Migration {

    private static final int OLDEST_SERVER = 13;

    private final DataSource database;

    Migration(DataSource database) {
        this.database = database;
    }

    /** Checks the database and brings its tables up to date; several servers may do so at once. */
    void run() {
        requireUsable();
        try {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:dev/holdfast/postgres/migration")
                    .validateMigrationNaming(true)
                    .ignoreMigrationPatterns(new String[0]) // not even those of a newer version
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            if (DatabaseFailure.of(e) != DatabaseFailure.DEFECT) {
                throw new StoreUnavailable(false, e);
            }
            if (DatabaseFailure.isDenied(e)) {
                throw new UnusableDatabase(
                        "The user of the database may not make tables in it. Make the user the owner of the database, or grant it"
                                + " CREATE on the schema public.",
                        e);
            }
            throw new UnusableDatabase(
                    ("The tables of the database are not what this version of Holdfast works with, and were left as they are."
                                    + " Use an empty database, or one that Holdfast made. %s")
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private void requireUsable() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT current_setting('server_encoding') AS encoding,"
                        + " current_setting('server_version_num')::int / 10000 AS version")) {
            row.next();
            if (!row.getString("encoding").equals("UTF8")) {
                throw new UnusableDatabase(
                        "The database is encoded in %s, which cannot hold every text. Create it with ENCODING 'UTF8'."
                                .formatted(row.getString("encoding")));
            }
            if (row.getInt("version") < OLDEST_SERVER) {
                throw new UnusableDatabase("The database is PostgreSQL %d. Holdfast needs %d or newer."
                        .formatted(row.getInt("version"), OLDEST_SERVER));
            }
        } catch (SQLException e) {
            throw new StoreUnavailable(false, e);
        }
    }
}
