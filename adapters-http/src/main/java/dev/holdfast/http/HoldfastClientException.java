package dev.holdfast.http;

/**
 * Why the client did not get what it was asked for. The message is one that can be shown to a user: what happened, and what
 * to do about it.
 */
public final class HoldfastClientException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    HoldfastClientException(String message) {
        super(message);
        this.status = 0;
    }

    HoldfastClientException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    HoldfastClientException(String message, int status) {
        super(message);
        this.status = status;
    }

    /** The status of the answer by which the server refused, such as 410; 0 if it is not the server that did. */
    public int status() {
        return status;
    }
}
