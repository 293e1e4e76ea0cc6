package dev.holdfast.app;

/** Kinds of storage. */
enum Storage {
    /** An embedded PostgreSQL server. */
    EMBEDDED,
    /** In memory; all documents are lost when the server stops. */
    MEMORY,
    /** An existing PostgreSQL database. */
    POSTGRES
}
