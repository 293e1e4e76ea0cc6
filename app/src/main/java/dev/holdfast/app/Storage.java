package dev.holdfast.app;

/** Where the server keeps its documents. */
enum Storage {
    /** In a PostgreSQL that the server starts by itself. */
    EMBEDDED(EmbeddedStorage.class),
    /** In the memory of the server, which forgets them when it ends. */
    MEMORY(MemoryStorage.class),
    /** In a PostgreSQL that is there already. */
    POSTGRES(PostgresStorage.class);

    private final Class<?> configuration;

    Storage(Class<?> configuration) {
        this.configuration = configuration;
    }

    /** The configuration that makes the store. */
    Class<?> configuration() {
        return configuration;
    }
}
