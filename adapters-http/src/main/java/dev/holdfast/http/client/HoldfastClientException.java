package dev.holdfast.http.client;

import dev.holdfast.domain.Hash;
import java.util.Optional;

/**
 * Why the client did not get what it was asked for. The message is one that can be shown to a user: what happened, and what
 * to do about it.
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

    /** The status of the answer by which the server refused, such as 410; 0 if it is not the server that did. */
    public int status() {
        return status;
    }

    /** The version that a deletion left, if that is why the server refused. */
    public Optional<Hash> tombstone() {
        return tombstone;
    }
}
