package dev.holdfast.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements of a migration without parameters. */
final class MigrationSql {

    private MigrationSql() {}

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The text of a query with one row and one column. */
    static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The truth of a query with one row and one column. */
    static boolean isTrue(Connection connection, String sql) throws SQLException {
        return "t".equals(text(connection, sql));
    }
}
