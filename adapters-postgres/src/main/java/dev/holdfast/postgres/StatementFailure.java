package dev.holdfast.postgres;

import java.io.Serial;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/** Exception of a statement in plain JDBC, so that it is handled as one of Jdbi. Its message contains no user text. */
final class StatementFailure extends JdbiException {

    @Serial
    private static final long serialVersionUID = 1L;

    StatementFailure(SQLException cause) {
        super("A statement failed (%s)".formatted(FailureKind.describe(cause)), cause);
    }
}
