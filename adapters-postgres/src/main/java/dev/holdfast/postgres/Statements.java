package dev.holdfast.postgres;

import java.sql.SQLException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Runner of the statements of a store: on connections of its own, or within the transaction of a caller. */
interface Statements {

    /** Query of one statement in plain JDBC. */
    interface Query<T> {
        T run(StoreConnection connection) throws SQLException;
    }

    /** Reads with one statement, which sees one snapshot. */
    <T> T read(Function<Handle, T> statement);

    /** Reads with one statement in plain JDBC. */
    <T> T query(Query<T> query);

    /** Runs statements in a transaction that may be repeated without harm, whatever became of it. */
    <T> T run(Function<Handle, T> statements);
}
