package dev.holdfast.postgres;

import org.jspecify.annotations.Nullable;

/** The embedded database cannot be started or stopped. The message may be shown to who runs the server. */
public final class DatabaseCannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseCannotStart(String message) {
        super(message);
    }

    DatabaseCannotStart(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
