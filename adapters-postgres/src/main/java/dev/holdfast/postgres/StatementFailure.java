package dev.holdfast.postgres;

import java.io.Serial;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/** Exception of a statement in plain JDBC, so that it is handled as one of Jdbi. Its message contains no user text. */
final class StatementFailure extends JdbiException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final SQLException failure;
    private final boolean isSent;

    /**
     * Creates a failure.
     *
     * @param isSent true if the statement may have reached the database
     */
    StatementFailure(SQLException failure, boolean isSent) {
        super("A statement failed (%s)".formatted(FailureKind.describe(failure)), failure);
        this.failure = failure;
        this.isSent = isSent;
    }

    boolean isSent() {
        return isSent;
    }

    /** True for a statement that this kind of database does not support (feature_not_supported). */
    boolean isUnsupported() {
        return "0A000".equals(failure.getSQLState());
    }

    /** The same failure for another caller that it concerns. */
    StatementFailure again() {
        return new StatementFailure(failure, isSent);
    }
}
