package dev.holdfast.http;

/**
 * Why the client did not get what it was asked for. The message is one that can be shown to a user: what happened, and what
 * to do about it.
 */
public final class HoldfastClientException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HoldfastClientException(String message) {
        super(message);
    }

    HoldfastClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
