package dev.holdfast.app;

/** Hears what takes time while the server starts. */
@FunctionalInterface
interface Progress {

    void say(String line);
}
