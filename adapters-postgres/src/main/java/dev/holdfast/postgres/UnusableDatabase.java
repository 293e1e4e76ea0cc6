package dev.holdfast.postgres;

/** Database that responds but does not fit, or an invalid URL. The message gives the reason and the remedy. */
public final class UnusableDatabase extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableDatabase(String message) {
        super(message);
    }

    UnusableDatabase(String message, Throwable cause) {
        super(message, cause);
    }
}
