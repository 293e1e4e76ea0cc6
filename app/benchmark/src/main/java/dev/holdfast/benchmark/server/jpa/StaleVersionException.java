package dev.holdfast.benchmark.server.jpa;

/** Failure of a save that was made for an old version. */
final class StaleVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long current;

    StaleVersionException(long current) {
        super("The text has version " + current);
        this.current = current;
    }

    long current() {
        return current;
    }
}
