package dev.holdfast.app;

/** Whether the storage can be used now. */
@FunctionalInterface
interface Readiness {

    boolean isReady();
}
