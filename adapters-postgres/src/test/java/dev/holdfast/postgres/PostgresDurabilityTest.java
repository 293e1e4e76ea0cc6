package dev.holdfast.postgres;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.contract.DurableStoreContract;
import dev.holdfast.contract.StorageFaults;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Version;
import dev.holdfast.postgres.BreakingProxy.At;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Contract of durable stores on PostgreSQL, behind a proxy that breaks connections. */
final class PostgresDurabilityTest implements DurableStoreContract {

    private String url = "";
    private BreakingProxy proxy;
    private PostgresPool pool;
    private PostgresDocumentStore store;

    @BeforeEach
    void open_a_database() throws IOException {
        url = TestDatabase.freshDatabase();
        try (var migrating = PostgresPool.open(PoolSettings.of(url))) {
            PostgresDocumentStore.migrate(migrating.dataSource());
        }
        proxy = new BreakingProxy(url);
        open();
    }

    private void open() {
        pool = PostgresPool.open(new PoolSettings(proxy.url(), 10, Duration.ofMillis(500), Duration.ofSeconds(15)));
        store = PostgresDocumentStore.in(pool.dataSource());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        pool.close();
        proxy.close();
    }

    @Override
    public DocumentStore emptyStore() {
        return store;
    }

    @Override
    public StorageFaults faults() {
        return new Faults();
    }

    private final class Faults implements StorageFaults {

        @Override
        public DocumentStore reopened() {
            store.close();
            pool.close();
            open();
            return store;
        }

        @Override
        public void loseNextAnswer() {
            proxy.breakForGood(At.AFTER_COMMIT);
        }

        @Override
        public void loseNextCommit() {
            proxy.breakForGood(At.BEFORE_COMMIT);
        }

        @Override
        public void disconnect() {
            proxy.disconnect();
        }

        @Override
        public void reconnect() {
            proxy.reconnect();
        }

        /** Terminates all sessions, also those that are in the middle of COMMIT. */
        @Override
        public void interrupt() {
            TestDatabase.execute(
                    url,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND pid <> pg_backend_pid()");
        }

        /** As SECURITY.md says: erasing is done in the database. */
        @Override
        public void erase(SegmentId segment, Version version) {
            try (var connection = DriverManager.getConnection(url);
                    var update = connection.prepareStatement(
                            "UPDATE holdfast.change SET content = NULL WHERE document_id = ? AND segment_id = ? AND version = ?")) {
                update.setString(1, segment.document().value());
                update.setString(2, segment.local());
                update.setLong(3, version.number());
                update.executeUpdate();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }
}
