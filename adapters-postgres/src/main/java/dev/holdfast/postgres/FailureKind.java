package dev.holdfast.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Kinds of database failures, by what a retry can achieve. */
enum FailureKind {
    /** A serialization failure or deadlock; the transaction was rolled back. A retry may succeed. */
    CONTENTION,
    /** The connection broke, or the server cannot serve it now. A retry on another connection may succeed. */
    DISCONNECTION,
    /** No connection or no response in time. A retry at once would take as long again. */
    TIMEOUT,
    /** A bug: a wrong statement, or a table that does not match this version. */
    DEFECT;

    /** serialization_failure and deadlock_detected. */
    private static final Set<String> CONTENTION_STATES = Set.of("40001", "40P01");

    /** query_canceled and lock_not_available. */
    private static final Set<String> TIMEOUT_STATES = Set.of("57014", "55P03");

    /** Connection, authorization, invalid catalog name, insufficient resources, operator intervention, system error. */
    private static final Set<String> DISCONNECTION_CLASSES = Set.of("08", "28", "3D", "53", "57", "58");

    /** read_only_sql_transaction, as after a failover, and idle_in_transaction_session_timeout. */
    private static final Set<String> DISCONNECTION_STATES = Set.of("25006", "25P03");

    /** Beginnings of the states of errors that may end the session: connection, timeouts, operator intervention, internal. */
    private static final Set<String> SESSION_ENDING = Set.of("08", "25P", "57P", "XX");

    /** Returns true if a retry at once may succeed. */
    boolean isRetryable() {
        return this == CONTENTION || this == DISCONNECTION;
    }

    /** Classifies an exception of the database or its driver. */
    static FailureKind of(Throwable failure) {
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

    /** Returns true for insufficient_privilege. */
    static boolean isPermissionDenied(Throwable failure) {
        return hasState(failure, "42501");
    }

    /** Returns true for sqlclient_unable_to_establish_sqlconnection. */
    static boolean isUnableToConnect(Throwable failure) {
        return hasState(failure, "08001");
    }

    /** Returns true for cannot_connect_now, as while the server starts or recovers from a crash. */
    static boolean isStarting(Throwable failure) {
        return hasState(failure, "57P03");
    }

    /** Returns true for lock_not_available. */
    static boolean isLockUnavailable(Throwable failure) {
        return hasState(failure, "55P03");
    }

    /** Returns true for invalid_authorization_specification and invalid_password. */
    static boolean isLoginRefused(Throwable failure) {
        return hasState(failure, "28000") || hasState(failure, "28P01");
    }

    /** Returns true for unique_violation. */
    static boolean isUniqueViolation(Throwable failure) {
        return hasState(failure, "23505");
    }

    /**
     * Returns true if the server reported that a statement failed, and so that nothing of it was written. It does not for an
     * error that ends the session, which may come after a commit.
     */
    static boolean isRolledBack(Throwable failure) {
        return sqlException(failure) instanceof PSQLException reported
                && reported.getServerErrorMessage() != null
                && reported.getSQLState() != null
                && SESSION_ENDING.stream().noneMatch(reported.getSQLState()::startsWith);
    }

    private static boolean hasState(Throwable failure, String state) {
        var cause = sqlException(failure);
        return cause != null && state.equals(cause.getSQLState());
    }

    /** Describes a failure without its message, which may contain user text. */
    static String describe(Throwable failure) {
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
