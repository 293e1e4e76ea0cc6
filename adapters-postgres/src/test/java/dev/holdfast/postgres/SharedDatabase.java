package dev.holdfast.postgres;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.PreparedWrite;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Segment;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** Database that an application shares with Holdfast: its Flyway and its table, beside ours, on one data source. */
final class SharedDatabase implements AutoCloseable {

    static final PreparedWrite ANA = WriteRequest.by(Author.verified("Ana"));

    private final String url;
    private final PostgresPool pool;

    SharedDatabase(String url) {
        this.url = url;
        this.pool = PostgresPool.open(PoolSettings.of(url));
    }

    static SharedDatabase empty() {
        return new SharedDatabase(TestDatabase.freshDatabase());
    }

    String url() {
        return url;
    }

    PostgresPool pool() {
        return pool;
    }

    void execute(String sql) {
        TestDatabase.execute(url, sql);
    }

    /** Migrates the application's tables, with everything as Flyway has it by default. */
    void migrateTheirs() {
        Flyway.configure()
                .dataSource(pool.dataSource())
                .locations("classpath:dev/holdfast/postgres/theirs")
                .load()
                .migrate();
    }

    void migrateOurs() {
        PostgresDocumentStore.migrate(pool.dataSource());
    }

    void migrateOurs(Schema schema) {
        PostgresDocumentStore.migrate(pool.dataSource(), schema);
    }

    /** Creates our tables as a version without a schema of its own did. */
    void migrateOursAsBefore() {
        Flyway.configure()
                .dataSource(pool.dataSource())
                .locations("classpath:dev/holdfast/postgres/migration")
                .javaMigrations(new LogChainMigration())
                .load()
                .migrate();
    }

    PostgresDocumentStore store(Schema schema) {
        return PostgresDocumentStore.in(pool.dataSource(), schema);
    }

    Holdfast holdfast(Schema schema) {
        return Holdfast.over(
                store(schema),
                AccessPolicy.everyoneMayDoEverything(),
                InstantSource.system(),
                () -> UUID.randomUUID().toString());
    }

    /** Creates a document, and returns its segment after an edit. */
    Segment edited(Schema schema) {
        var holdfast = holdfast(schema);
        var info = new DocumentInfo("Notes", "text/plain", "en", Optional.empty());
        var document =
                holdfast.documents().create(ANA, NewDocument.of(info, "before")).document();
        var segment = segment(schema, document.id());
        holdfast.segments().edit(ANA.expecting(segment.hash()), segment.id(), SegmentChange.to("after"));
        return segment(schema, document.id());
    }

    Segment segment(Schema schema, DocumentId document) {
        return holdfast(schema)
                .segments()
                .list(ANA.author(), document, Optional.empty(), 10)
                .segments()
                .get(0);
    }

    /** Reads one value with the settings that a new connection has. */
    String query(String sql) {
        try (var connection = pool.dataSource().getConnection()) {
            return MigrationSql.text(connection, sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
