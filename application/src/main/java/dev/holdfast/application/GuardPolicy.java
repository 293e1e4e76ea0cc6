package dev.holdfast.application;

/** Policy for writes that do not name the version that they were made for. */
public enum GuardPolicy {
    /** A write that does not say it is refused. */
    REQUIRED,
    /** A write without a precondition is made to the current version. */
    OPTIONAL
}
