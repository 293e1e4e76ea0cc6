package dev.holdfast.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Prepared statement in plain JDBC, whose parameters are bound in their order. The driver keeps statements of the same text
 * prepared on each connection, so the text must be a constant.
 */
final class PlainStatement implements AutoCloseable {

    /** Includes the wait for other commits of the same document. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final PreparedStatement statement;
    private int bound;

    PlainStatement(Connection connection, String sql) throws SQLException {
        statement = connection.prepareStatement(sql);
        statement.setQueryTimeout((int) TIMEOUT.toSeconds());
    }

    PlainStatement text(@Nullable String value) throws SQLException {
        statement.setString(++bound, value);
        return this;
    }

    PlainStatement number(long value) throws SQLException {
        statement.setLong(++bound, value);
        return this;
    }

    PlainStatement flag(boolean value) throws SQLException {
        statement.setBoolean(++bound, value);
        return this;
    }

    PlainStatement bytes(byte[] value) throws SQLException {
        statement.setBytes(++bound, value);
        return this;
    }

    <T> PlainStatement texts(Collection<T> items, Function<T, @Nullable String> value) throws SQLException {
        return array("text", items.stream().map(value).toArray());
    }

    PlainStatement array(String type, @Nullable Object[] values) throws SQLException {
        statement.setArray(++bound, statement.getConnection().createArrayOf(type, values));
        return this;
    }

    /** Runs the statement as a query; its rows are closed with it. */
    ResultSet rows() throws SQLException {
        return statement.executeQuery();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
