package dev.holdfast.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means. */
enum DatabaseFailure {
    /** Two transactions got into each other's way, and this one was undone. The next try may succeed. */
    CONTENTION,
    /** The database cannot be reached, or does not answer in time, or cannot write now. */
    UNAVAILABLE,
    /** What should not happen: a mistake in a statement, or a table that is not what it should be. */
    DEFECT;

    /** Serialization failure and deadlock. */
    private static final Set<String> CONTENTION_STATES = Set.of("40001", "40P01");

    /**
     * Classes: connection, authorisation, no such database, insufficient resources, operator intervention (which a statement
     * that took too long is too), system error. States: a lock that was not to be had, and a server that only reads.
     */
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "28", "3D", "53", "57", "58");

    private static final Set<String> UNAVAILABLE_STATES = Set.of("55P03", "25006");

    /** What an exception of the database or of its driver means. */
    static DatabaseFailure of(Throwable failure) {
        var cause = sqlException(failure);
        if (cause == null) {
            return DEFECT;
        }
        var state = cause.getSQLState();
        if (state == null) {
            return cause instanceof SQLTransientConnectionException ? UNAVAILABLE : DEFECT;
        }
        if (CONTENTION_STATES.contains(state)) {
            return CONTENTION;
        }
        var isUnavailable = UNAVAILABLE_STATES.contains(state)
                || cause instanceof SQLTransientConnectionException
                || UNAVAILABLE_CLASSES.contains(state.substring(0, Math.min(2, state.length())));
        return isUnavailable ? UNAVAILABLE : DEFECT;
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
