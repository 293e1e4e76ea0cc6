package dev.holdfast.app;

import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.PostgresPool;
import java.net.UnknownHostException;
import java.util.Objects;

/** What both ways to a PostgreSQL have in common. */
final class Databases {

    private Databases() {}

    /**
     * A store in a database with all its tables.
     *
     * @param advice what to do if it cannot be reached
     */
    static PostgresDocumentStore migrated(PostgresPool pool, Progress progress, String advice) {
        progress.say("Preparing the tables");
        try {
            PostgresDocumentStore.migrate(pool.dataSource());
        } catch (StoreUnavailable e) {
            throw new CannotStart("The database cannot be reached: %s. %s".formatted(reason(e), advice), e);
        }
        return PostgresDocumentStore.in(pool.dataSource());
    }

    private static String reason(Throwable failure) {
        var cause = failure.getCause();
        if (cause != null) {
            return reason(cause);
        }
        return failure instanceof UnknownHostException
                ? "there is no host %s".formatted(failure.getMessage())
                : Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    /** Whether the database can be used now. */
    static boolean answers(PostgresDocumentStore store) {
        try {
            store.checkReady();
            return true;
        } catch (StoreUnavailable e) {
            return false;
        }
    }
}
