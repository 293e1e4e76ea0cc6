package dev.holdfast.app;

/** Readiness check of the storage. */
@FunctionalInterface
interface Readiness {

    boolean isReady();
}
