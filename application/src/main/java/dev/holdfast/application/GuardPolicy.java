package dev.holdfast.application;

/** Whether a write must say which version it was made for. */
public enum GuardPolicy {
    /** A write that does not say it is refused. */
    REQUIRED,
    /** A write that does not say it is made to whatever version is current. */
    OPTIONAL
}
