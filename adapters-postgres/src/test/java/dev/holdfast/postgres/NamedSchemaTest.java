package dev.holdfast.postgres;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.contract.DocumentStoreContract;
import dev.holdfast.domain.DocumentId;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Store contract in a schema of another name, while the search path finds other tables with the names of ours. */
final class NamedSchemaTest implements DocumentStoreContract {

    private static final Schema SCHEMA = Schema.named("order");

    private static String url;
    private static PostgresPool pool;

    @BeforeAll
    static void open_a_database() {
        var database = TestDatabase.freshDatabase();
        TestDatabase.execute(database, "CREATE SCHEMA theirs");
        for (var table : new String[] {"document", "segment", "commit", "change", "session", "unchanged_write"}) {
            TestDatabase.execute(database, "CREATE TABLE theirs.%s (theirs int)".formatted(table));
        }
        url = database + "&currentSchema=theirs";
        pool = PostgresPool.open(PoolSettings.of(url));
        PostgresDocumentStore.migrate(pool.dataSource(), SCHEMA);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Override
    public DocumentStore emptyStore() {
        return PostgresDocumentStore.in(pool.dataSource(), SCHEMA);
    }

    @Override
    public AutoCloseable use(DocumentStore store, DocumentId document) throws SQLException {
        var connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        try (var lock = connection.prepareStatement("SELECT id FROM \"order\".document WHERE id = ? FOR UPDATE")) {
            lock.setString(1, document.value());
            lock.execute();
        }
        return connection;
    }
}
