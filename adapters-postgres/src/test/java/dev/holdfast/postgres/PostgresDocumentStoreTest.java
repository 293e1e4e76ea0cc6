package dev.holdfast.postgres;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.contract.DocumentStoreContract;
import dev.holdfast.domain.DocumentId;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Store contract on PostgreSQL. */
final class PostgresDocumentStoreTest implements DocumentStoreContract {

    private static String url;
    private static PostgresPool pool;

    @BeforeAll
    static void open_a_database() {
        url = TestDatabase.freshDatabase();
        pool = PostgresPool.open(PoolSettings.of(url));
        PostgresDocumentStore.migrate(pool.dataSource());
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Override
    public DocumentStore emptyStore() {
        return PostgresDocumentStore.in(pool.dataSource());
    }

    /** Locks the row of the document, as the transaction of a commit does. */
    @Override
    public AutoCloseable use(DocumentStore store, DocumentId document) throws SQLException {
        var connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        try (var lock = connection.prepareStatement("SELECT id FROM holdfast.document WHERE id = ? FOR UPDATE")) {
            lock.setString(1, document.value());
            lock.execute();
        }
        return connection;
    }
}
