package dev.holdfast.app;

import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.PostgresPool;
import dev.holdfast.postgres.Schema;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;

/** Set-up that the embedded and the external PostgreSQL storage share. */
final class PostgresSetup {

    private PostgresSetup() {}

    /**
     * Waits for the database, migrates it and creates the store.
     *
     * @param schema the schema of the tables
     * @param maxWait the longest wait for a database that is slow to respond
     * @param advice added to the message if the database cannot be reached
     */
    static PostgresDocumentStore migrated(
            PostgresPool pool, Schema schema, Progress progress, Duration maxWait, String advice) {
        progress.report("Preparing the tables");
        try {
            pool.awaitConnection(maxWait);
            PostgresDocumentStore.migrate(pool.dataSource(), schema);
        } catch (StoreUnavailable e) {
            throw new StartupFailure("The database cannot be reached: %s. %s".formatted(reason(e), advice), e);
        }
        return PostgresDocumentStore.in(pool.dataSource(), schema);
    }

    /** The root cause of a failure, in words. */
    static String reason(Throwable failure) {
        var cause = failure.getCause();
        if (cause != null) {
            return reason(cause);
        }
        return failure instanceof UnknownHostException
                ? "unknown host %s".formatted(failure.getMessage())
                : Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    /** Returns true if the database responds. */
    static boolean isReady(PostgresDocumentStore store) {
        try {
            store.checkReady();
            return true;
        } catch (StoreUnavailable e) {
            return false;
        }
    }
}
