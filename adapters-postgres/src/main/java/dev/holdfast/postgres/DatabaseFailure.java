package dev.holdfast.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means. */
enum DatabaseFailure {
    /** Two transactions got into each other's way, and this one was undone. The next try may succeed. */
    CONTENTION,
    /** The connection broke, or the server does not work for us now. A new connection may do better. */
    DISCONNECTION,
    /** No connection, or no answer, came in time. Trying again at once would take as long again. */
    TIMEOUT,
    /** What should not happen: a mistake in a statement, or a table that is not what it should be. */
    DEFECT;

    /** Serialization failure and deadlock. */
    private static final Set<String> CONTENTION_STATES = Set.of("40001", "40P01");

    /** A statement that took too long, and a lock that was not to be had. */
    private static final Set<String> TIMEOUT_STATES = Set.of("57014", "55P03");

    /** Connection, authorisation, no such database, insufficient resources, operator intervention, system error. */
    private static final Set<String> DISCONNECTION_CLASSES = Set.of("08", "28", "3D", "53", "57", "58");

    /** A server that only reads, as after a failover, and a session that was ended because it idled. */
    private static final Set<String> DISCONNECTION_STATES = Set.of("25006", "25P03");

    /** What an exception of the database or of its driver means. */
    static DatabaseFailure of(Throwable failure) {
        var cause = sqlException(failure);
        if (cause instanceof SQLTransientConnectionException) {
            return TIMEOUT;
        }
        var state = cause == null ? null : cause.getSQLState();
        if (state == null) {
            return DEFECT;
        }
        if (CONTENTION_STATES.contains(state)) {
            return CONTENTION;
        }
        if (TIMEOUT_STATES.contains(state)) {
            return TIMEOUT;
        }
        return DISCONNECTION_STATES.contains(state) || DISCONNECTION_CLASSES.contains(state.substring(0, 2))
                ? DISCONNECTION
                : DEFECT;
    }

    /** Whether the database does not permit what was asked for. */
    static boolean isDenied(Throwable failure) {
        var cause = sqlException(failure);
        return cause != null && "42501".equals(cause.getSQLState());
    }

    /** What happened, without anything that was to be stored. */
    static String nameOf(Throwable failure) {
        var cause = sqlException(failure);
        return cause == null
                ? failure.getClass().getSimpleName()
                : "%s, SQLSTATE %s".formatted(cause.getClass().getSimpleName(), cause.getSQLState());
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
