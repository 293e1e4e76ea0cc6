package dev.holdfast.postgres.embedded;

import org.jspecify.annotations.Nullable;

/** Failure to start or stop the embedded database. The message is for the operator of the server. */
public final class EmbeddedDatabaseFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EmbeddedDatabaseFailure(String message) {
        super(message);
    }

    EmbeddedDatabaseFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
