package dev.holdfast.postgres;

/** A database that answers but cannot be used, or an address that is none. The message says why and what to do. */
public final class UnusableDatabase extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableDatabase(String message) {
        super(message);
    }

    UnusableDatabase(String message, Throwable cause) {
        super(message, cause);
    }
}
