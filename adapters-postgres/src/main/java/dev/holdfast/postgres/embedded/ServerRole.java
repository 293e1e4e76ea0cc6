package dev.holdfast.postgres.embedded;

import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * Database role of the server. It owns the tables and is no superuser, so that what reaches the database through the server
 * can neither read files nor run programs.
 *
 * @param password valid until the next start
 */
record ServerRole(String password) {

    static final String NAME = "holdfast";

    private static final int PASSWORD_BYTES = 24;

    /** A login that takes longer is tried again. */
    private static final String LOGIN_SECONDS = "10";

    /** The database is starting up (cannot_connect_now). */
    private static final String STARTING = "57P03";

    /** The statements that make the role what it should be, whatever it was. */
    private static final List<String> STATEMENTS = List.of(
            """
            DO $$
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdfast') THEN
                    CREATE ROLE holdfast;
                END IF;
            END $$
            """,
            "CREATE SCHEMA IF NOT EXISTS holdfast",
            "ALTER SCHEMA holdfast OWNER TO holdfast",
            "GRANT CREATE, USAGE ON SCHEMA public TO holdfast",
            // The tables of a directory from before there was this role belong to the superuser.
            """
            DO $$
            DECLARE
                relation regclass;
            BEGIN
                FOR relation IN
                    SELECT oid FROM pg_class
                    WHERE relnamespace IN ('public'::regnamespace, 'holdfast'::regnamespace) AND relkind IN ('r', 'p', 'v', 'm')
                      AND relowner = 'postgres'::regrole
                LOOP
                    EXECUTE format('ALTER TABLE %s OWNER TO holdfast', relation);
                END LOOP;
            END $$
            """);

    /**
     * Creates the role if it is missing, hands the tables over to it, and gives it another password.
     *
     * @param administratorUrl the JDBC URL of the database with the superuser
     */
    static ServerRole prepare(String administratorUrl) {
        var role = new ServerRole(randomPassword());
        try (var connection = connect(administratorUrl);
                var statement = connection.createStatement()) {
            for (var sql : STATEMENTS) {
                statement.execute(sql);
            }
            statement.execute("ALTER ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD '%s'"
                    .formatted(NAME, role.password()));
            return role;
        } catch (SQLException e) {
            throw new EmbeddedDatabaseFailure(
                    "Cannot prepare the database role of the server: %s.".formatted(e.getMessage()), e);
        }
    }

    /** Opens the first connection, which may take as long as a start. */
    private static Connection connect(String url) throws SQLException {
        var properties = new Properties();
        properties.setProperty("connectTimeout", LOGIN_SECONDS);
        properties.setProperty("loginTimeout", LOGIN_SECONDS);
        var deadline = System.nanoTime() + EmbeddedDatabase.START_TIMEOUT.toNanos();
        while (true) {
            try {
                return DriverManager.getConnection(url, properties);
            } catch (SQLException e) {
                var isStarting = STARTING.equals(e.getSQLState()) || e.getCause() instanceof SocketTimeoutException;
                if (!isStarting || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static String randomPassword() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
