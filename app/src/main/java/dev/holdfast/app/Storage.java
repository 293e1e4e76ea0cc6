package dev.holdfast.app;

/** Kinds of storage. */
enum Storage {
    /** An embedded PostgreSQL server. */
    EMBEDDED(EmbeddedStorage.class),
    /** In memory; all documents are lost when the server stops. */
    MEMORY(MemoryStorage.class),
    /** An existing PostgreSQL database. */
    POSTGRES(PostgresStorage.class);

    private final Class<?> configuration;

    Storage(Class<?> configuration) {
        this.configuration = configuration;
    }

    /** The configuration class that creates the store. */
    Class<?> configuration() {
        return configuration;
    }
}
