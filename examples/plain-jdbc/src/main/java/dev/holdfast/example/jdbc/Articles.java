package dev.holdfast.example.jdbc;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Merge;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.postgres.PostgresDocumentStore;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Articles of a magazine: their texts are in Holdfast, the rest in a table of the application, all in one database. */
public final class Articles implements AutoCloseable {

    private final PostgresDocumentStore store;
    private final Holdfast holdfast;

    private Articles(PostgresDocumentStore store, Holdfast holdfast) {
        this.store = store;
        this.holdfast = holdfast;
    }

    /** Migrates the application's tables and those of Holdfast; neither knows the other. */
    public static Articles on(DataSource dataSource) {
        Flyway.configure().dataSource(dataSource).load().migrate();

        PostgresDocumentStore.migrate(dataSource); // its tables are in the schema "holdfast"
        var store = PostgresDocumentStore.in(dataSource);
        var holdfast = Holdfast.over(
                store,
                AccessPolicy.everyoneMayDoEverything(),
                InstantSource.system(),
                () -> UUID.randomUUID().toString());

        return new Articles(store, holdfast);
    }

    /** Creates an article: its row and its text, or neither. */
    public Segment create(Author author, String title, String text) throws SQLException {
        return store.inTransaction((joined, connection) -> {
            var segments = holdfast.withStore(joined);
            var info = new DocumentInfo(title, "text/plain", "en", Optional.empty());
            var document = segments.documents()
                    .create(WriteRequest.by(author), NewDocument.of(info, text))
                    .document();
            var created = segments.segments()
                    .list(author, document.id(), Optional.empty(), 1)
                    .segments()
                    .get(0);
            try (var row = connection.prepareStatement("INSERT INTO article (text_id, version) VALUES (?, 1)")) {
                row.setString(1, created.id().toString());
                row.executeUpdate();
            }
            return created;
        });
    }

    /** The text of an article as it is now. */
    public Segment read(Author reader, SegmentId article) {
        return holdfast.segments().read(reader, article);
    }

    /**
     * Saves a text. If somebody else saved since, both texts are merged if they can be.
     *
     * @param seen the hash of the version that the author has changed
     * @throws ConcurrencyConflict if they cannot; it has the current version, and nothing was saved
     */
    public Segment save(Author author, SegmentId article, Hash seen, String text) {
        var request = WriteRequest.by(author);
        try {
            return holdfast.segments()
                    .edit(request.expecting(seen), article, SegmentChange.to(text))
                    .segment();
        } catch (ConcurrencyConflict conflict) {
            var theirs = conflict.first().current().orElseThrow();
            if (conflict.first().merge().orElseThrow() instanceof Merge.Clean merged) {
                return holdfast.segments()
                        .edit(request.expecting(theirs.hash()), article, SegmentChange.to(merged.text()))
                        .segment();
            }
            throw conflict;
        }
    }

    /**
     * Saves a text and publishes it: both, or neither.
     *
     * @throws ConcurrencyConflict if somebody else saved since
     */
    public Segment publish(Author editor, SegmentId article, Hash seen, String text) throws SQLException {
        var request = WriteRequest.by(editor).expecting(seen);
        return store.inTransaction((joined, connection) -> {
            var saved = holdfast.withStore(joined).segments().edit(request, article, SegmentChange.to(text));
            try (var row = connection.prepareStatement(
                    "UPDATE article SET published = now(), version = ? WHERE text_id = ?")) {
                row.setLong(1, saved.segment().version().number());
                row.setString(2, article.toString());
                row.executeUpdate();
            }
            return saved.segment();
        });
    }

    @Override
    public void close() {
        store.close();
    }
}
