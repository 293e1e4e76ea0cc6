package dev.holdfast.app.backup;

/** Backup or restoration that cannot be done. The message says why, what was done so far, and what to do next. */
public final class BackupFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BackupFailure(String message) {
        super(message);
    }

    BackupFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
