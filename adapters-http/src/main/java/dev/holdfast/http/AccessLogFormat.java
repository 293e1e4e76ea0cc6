package dev.holdfast.http;

/** Content of the access log. */
public enum AccessLogFormat {
    /** No access log. */
    OFF,
    /** Method, path, status, size, duration and request id; nobody can be recognised. */
    SHORT,
    /** The same with the address of the client and the name of the authenticated person. */
    FULL
}
