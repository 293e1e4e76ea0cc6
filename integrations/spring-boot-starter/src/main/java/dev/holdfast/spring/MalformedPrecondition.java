package dev.holdfast.spring;

/** Precondition of a request that cannot be parsed; the message says why. */
final class MalformedPrecondition extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedPrecondition(String message) {
        super(message);
    }
}
