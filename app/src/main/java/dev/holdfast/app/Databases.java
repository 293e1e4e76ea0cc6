package dev.holdfast.app;

import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.postgres.PostgresDocumentStore;
import dev.holdfast.postgres.PostgresPool;

/** What both ways to a PostgreSQL have in common. */
final class Databases {

    private Databases() {}

    /** A store in a database with all its tables. */
    static PostgresDocumentStore migrated(PostgresPool pool, Progress progress) {
        progress.say("Preparing the tables");
        try {
            PostgresDocumentStore.migrate(pool.dataSource());
        } catch (StoreUnavailable e) {
            throw new CannotStart(
                    "The database cannot be reached: %s. Check that it runs, and that --database-url is right."
                            .formatted(innermost(e).getMessage()),
                    e);
        }
        return PostgresDocumentStore.in(pool.dataSource());
    }

    private static Throwable innermost(Throwable failure) {
        var cause = failure.getCause();
        return cause == null ? failure : innermost(cause);
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
