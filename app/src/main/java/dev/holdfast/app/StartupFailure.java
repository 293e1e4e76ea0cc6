package dev.holdfast.app;

/** Failure to start the server. The message is for the operator. */
final class StartupFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartupFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
