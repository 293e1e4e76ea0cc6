package dev.holdfast.http.auth;

import java.io.IOException;

/** File of tokens or roles that is unreadable, malformed or not writable. The message gives the reason and holds no token. */
public final class UnusableTokens extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableTokens(String message) {
        super(message);
    }

    UnusableTokens(String message, IOException cause) {
        super(message, cause);
    }
}
