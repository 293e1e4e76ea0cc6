package dev.holdfast.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Connection with the schema of the tables that its statements mean. */
record StoreConnection(Connection connection, Schema schema) {

    /**
     * Prepares a statement.
     *
     * @param sql a constant, written for the default schema
     */
    PlainStatement prepare(String sql) throws SQLException {
        return new PlainStatement(connection, schema.qualified(sql));
    }
}
