package dev.holdfast.application;

/** Policy for texts of JSON documents. */
public enum JsonSyntaxPolicy {
    /** A write that would add an error of JSON's syntax, or a name that its object has already, is refused. */
    STRICT,
    /** Any text is accepted. */
    LENIENT
}
