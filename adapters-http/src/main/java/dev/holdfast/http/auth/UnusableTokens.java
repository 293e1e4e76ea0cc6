package dev.holdfast.http.auth;

import java.io.IOException;

/** A tokens file that cannot be used. The message says why, and holds no token. */
public final class UnusableTokens extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableTokens(String message) {
        super(message);
    }

    UnusableTokens(String message, IOException cause) {
        super(message, cause);
    }
}
