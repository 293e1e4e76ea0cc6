package dev.holdfast.postgres;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.contract.CommitContract;
import dev.holdfast.contract.ConcurrencyContract;
import dev.holdfast.contract.ForwardingStore;
import dev.holdfast.contract.KeyContract;
import dev.holdfast.contract.UnchangedContract;
import dev.holdfast.domain.Commit;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Contract of commits, where each is made within a transaction of its caller. */
final class JoinedDocumentStoreTest implements CommitContract, ConcurrencyContract, KeyContract, UnchangedContract {

    private static PostgresPool pool;

    @BeforeAll
    static void open_a_database() {
        pool = PostgresPool.open(PoolSettings.of(TestDatabase.freshDatabase()));
        PostgresDocumentStore.migrate(pool.dataSource());
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    /** Store that commits in transactions of its own. */
    private static final class Joining extends ForwardingStore {

        private final PostgresDocumentStore store;

        Joining(PostgresDocumentStore store) {
            super(store);
            this.store = store;
        }

        @Override
        public CommitOutcome commit(Commit commit) {
            try {
                return store.inTransaction((joined, connection) -> joined.commit(commit));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public DocumentStore emptyStore() {
        return new Joining(PostgresDocumentStore.in(pool.dataSource()));
    }
}
