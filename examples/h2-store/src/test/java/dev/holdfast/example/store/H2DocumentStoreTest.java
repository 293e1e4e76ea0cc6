package dev.holdfast.example.store;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.contract.DocumentStoreContract;
import dev.holdfast.domain.DocumentId;
import java.sql.SQLException;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;

/** The store contract on H2. This is all that a store of one's own needs. */
final class H2DocumentStoreTest implements DocumentStoreContract {

    private static final JdbcConnectionPool DATABASE =
            JdbcConnectionPool.create("jdbc:h2:mem:%s;LOCK_TIMEOUT=10000".formatted(UUID.randomUUID()), "sa", "");

    static {
        DATABASE.setMaxConnections(100);
    }

    @AfterAll
    static void close() {
        DATABASE.dispose();
    }

    @Override
    public DocumentStore emptyStore() {
        return H2DocumentStore.in(DATABASE);
    }

    /** Locks the row of the document, as a commit does. */
    @Override
    public AutoCloseable use(DocumentStore store, DocumentId document) throws SQLException {
        var connection = DATABASE.getConnection();
        connection.setAutoCommit(false);
        new Tables(new Sql(connection), document).lock();
        return () -> {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        };
    }
}
