package dev.holdfast.http.auth;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** File of tokens or roles that is unreadable, malformed or not writable. The message gives the reason and holds no token. */
public final class UnusableTokens extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableTokens(String message) {
        super(message);
    }

    UnusableTokens(String message, IOException cause) {
        super(message, cause);
    }

    static UnusableTokens unreadable(Path file, IOException cause) {
        return new UnusableTokens(reason(file, cause), cause);
    }

    /** The reason for which a file cannot be read, as a sentence. */
    static String reason(Path file, IOException cause) {
        return "The tokens file %s cannot be read: %s.".formatted(file, reason(cause));
    }

    static UnusableTokens unwritable(Path file, IOException cause) {
        return new UnusableTokens(
                "The tokens file %s cannot be written, so nothing was changed: %s.".formatted(file, reason(cause)),
                cause);
    }

    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no %s; create the file with 'holdfast token'".formatted(failure.getMessage());
        }
        return failure instanceof AccessDeniedException
                ? "permission denied for %s".formatted(failure.getMessage())
                : String.valueOf(failure.getMessage());
    }
}
