package dev.holdfast.http.auth;

import java.io.IOException;
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
        return new UnusableTokens(
                "The tokens file %s cannot be read: %s. Create it with 'holdfast token', or name another one."
                        .formatted(file, FollowedFile.reason(cause)),
                cause);
    }

    static UnusableTokens unwritable(Path file, IOException cause) {
        return new UnusableTokens(
                "The tokens file %s cannot be written, so nothing was changed: %s."
                        .formatted(file, FollowedFile.reason(cause)),
                cause);
    }
}
