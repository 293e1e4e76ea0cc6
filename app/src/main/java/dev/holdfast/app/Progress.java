package dev.holdfast.app;

/** Receiver of progress messages while the server starts. */
@FunctionalInterface
interface Progress {

    void report(String line);
}
