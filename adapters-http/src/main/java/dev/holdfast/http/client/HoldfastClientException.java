package dev.holdfast.http.client;

import dev.holdfast.domain.Hash;
import java.util.Optional;

/**
 * Failed request of the client. The message is for users: it says what happened and what to do next.
 */
public final class HoldfastClientException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Optional<Hash> tombstone;

    HoldfastClientException(String message) {
        super(message);
        this.status = 0;
        this.tombstone = Optional.empty();
    }

    HoldfastClientException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
        this.tombstone = Optional.empty();
    }

    HoldfastClientException(String message, int status, Optional<Hash> tombstone) {
        super(message);
        this.status = status;
        this.tombstone = tombstone;
    }

    /** The status of the server's error response; 0 without one. */
    public int status() {
        return status;
    }

    /** The hash of the tombstone, if the target was deleted (410). */
    public Optional<Hash> tombstone() {
        return tombstone;
    }
}
