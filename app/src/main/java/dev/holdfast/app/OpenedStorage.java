package dev.holdfast.app;

import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.postgres.PoolSettings;
import dev.holdfast.postgres.PostgresBackupSource;
import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.PostgresPool;
import dev.holdfast.postgres.Schema;
import dev.holdfast.postgres.embedded.EmbeddedDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Storage of documents that a command opens without a server. */
final class OpenedStorage implements AutoCloseable {

    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final Optional<EmbeddedDatabase> database;
    private final PostgresPool pool;
    private final Schema schema;

    private OpenedStorage(Optional<EmbeddedDatabase> database, PostgresPool pool, Schema schema) {
        this.database = database;
        this.pool = pool;
        this.schema = schema;
    }

    /**
     * Opens a storage that has tables, for reads alone. A server may be using it, also the one whose PostgreSQL is in the data
     * directory.
     */
    static OpenedStorage toRead(StorageOptions options, Consumer<String> progress) {
        if (options.databaseUrl().isPresent()) {
            return external(options);
        }
        var running = EmbeddedDatabase.urlOfRunning(options.data());
        return running.isPresent()
                ? open(Optional.empty(), running.get(), Schema.DEFAULT, Duration.ZERO)
                : open(EmbeddedDatabase.startExisting(options.data(), progress));
    }

    /** Opens a storage that no server uses, and creates its tables. */
    static OpenedStorage toWrite(StorageOptions options, Consumer<String> progress) {
        var opened = options.databaseUrl().isPresent()
                ? external(options)
                : open(EmbeddedDatabase.start(options.data(), progress));
        return opened.migrated();
    }

    /** Opens an embedded database, which is closed with it, and also if that fails. */
    static OpenedStorage open(EmbeddedDatabase database) {
        try {
            return open(Optional.of(database), database.jdbcUrl(), Schema.DEFAULT, Duration.ZERO);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static OpenedStorage external(StorageOptions options) {
        return open(
                Optional.empty(),
                options.databaseUrl().orElseThrow(),
                options.databaseSchema(),
                options.databaseWait());
    }

    private static OpenedStorage open(Optional<EmbeddedDatabase> database, String url, Schema schema, Duration wait) {
        var pool = PostgresPool.open(PoolSettings.of(url));
        try {
            pool.awaitStart(wait);
            pool.awaitConnection(MAX_WAIT);
        } catch (StoreUnavailable e) {
            pool.close();
            throw new StartupFailure(
                    "The database cannot be reached: %s. Check that it is running and that its address is correct."
                            .formatted(PostgresSetup.reason(e)),
                    e);
        }
        return new OpenedStorage(database, pool, schema);
    }

    /** Creates the tables, or migrates those of an older version. */
    OpenedStorage migrated() {
        try {
            PostgresDocumentStore.migrate(pool.dataSource(), schema);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The reads for a backup. Tables of another version are refused. */
    PostgresBackupSource source() {
        PostgresDocumentStore.requireMigrated(pool.dataSource(), schema);
        return PostgresBackupSource.in(pool.dataSource(), schema);
    }

    /** The store, to be closed before this storage. */
    PostgresDocumentStore store() {
        return PostgresDocumentStore.in(pool.dataSource(), schema);
    }

    @Override
    public void close() {
        pool.close();
        database.ifPresent(EmbeddedDatabase::close);
    }
}
