package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.LogVerifier;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The chain of commits in the database: tampering, rewound histories, and logs from before there was a chain. */
final class LogChainTest {

    private static final DocumentId FILM = new DocumentId("film");
    private static final SegmentId ONE = new SegmentId(FILM, "one");
    private static final SegmentId TWO = new SegmentId(FILM, "two");
    private static final Stamp STAMP = new Stamp(Author.verified("Ana"), Instant.parse("2026-02-03T12:00:00.123Z"));

    private final List<AutoCloseable> open = new ArrayList<>();

    private record Database(String url, DocumentStore store) {

        void execute(String sql) {
            TestDatabase.execute(url, sql);
        }

        LoggedCommit commit(Optional<DocumentEdit> documentEdit, Edit... edits) {
            var document = edits.length == 0
                    ? documentEdit.orElseThrow().document()
                    : edits[0].segment().document();
            var revision =
                    store.document(document).map(found -> found.revision()).orElse(0L);
            var key = new CommitKey("key-" + revision, Digest.of("request"));
            var outcome = store.commit(new Commit(document, key, STAMP, documentEdit, List.of(edits)));
            assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
            return ((CommitOutcome.Committed) outcome).commit();
        }

        void replace(SegmentId segment, String text) {
            var hash = store.segment(segment).orElseThrow().hash();
            commit(Optional.empty(), new Edit.Replace(segment, hash, new Content(text)));
        }

        void create(DocumentId document) {
            var info = new DocumentInfo("Rain", "text/plain", "en", Optional.empty());
            commit(Optional.of(new DocumentEdit.Create(document, info)));
        }

        void insert(SegmentId segment, String position) {
            commit(
                    Optional.empty(),
                    new Edit.Insert(segment, new Position(position), Block.of(SegmentKind.TEXT, new Content("text"))));
        }

        List<String> problems(DocumentId document) {
            var verifier = new LogVerifier(document);
            store.commits(document, 0, 1_000_000).forEach(verifier::accept);
            var page = store.page(document, Optional.empty(), 1_000).orElseThrow();
            verifier.compare(page.document().tip(), page.segments());
            verifier.compare(page.document());
            return verifier.problems();
        }
    }

    private Database film() {
        var url = TestDatabase.freshDatabase();
        var pool = PostgresPool.open(PoolSettings.of(url));
        PostgresDocumentStore.migrate(pool.dataSource());
        var store = PostgresDocumentStore.in(pool.dataSource());
        open.add(store);
        open.add(pool);
        var database = new Database(url, store);
        database.create(FILM);
        database.insert(ONE, "V");
        database.insert(TWO, "W");
        return database;
    }

    @AfterEach
    void close() throws Exception {
        for (var resource : open) {
            resource.close();
        }
    }

    private static final List<String> TABLES = List.of("document", "segment", "commit", "change");

    @Test
    void every_way_to_change_the_log_behind_the_server_is_found() {
        var database = film();
        TABLES.forEach(table -> database.execute("CREATE TABLE kept_%s AS TABLE holdfast.%s".formatted(table, table)));
        for (var sql : List.of(
                "UPDATE holdfast.commit SET author = 'Eve' WHERE revision = 2",
                "UPDATE holdfast.commit SET author_verified = false WHERE revision = 2",
                "UPDATE holdfast.commit SET at = at + interval '1 second' WHERE revision = 2",
                "UPDATE holdfast.commit SET key = 'another' WHERE revision = 2",
                "DELETE FROM holdfast.change WHERE segment_id = 'two'; DELETE FROM holdfast.segment WHERE id = 'two';"
                        + " DELETE FROM holdfast.commit WHERE revision = 3; UPDATE holdfast.document SET revision = 2",
                "UPDATE holdfast.document SET title = 'Forged'",
                "UPDATE holdfast.document SET updated_by = 'Eve'",
                "UPDATE holdfast.document SET created_at = created_at - interval '1 day'",
                "UPDATE holdfast.segment SET content = 'forged' WHERE id = 'one'",
                "UPDATE holdfast.segment SET separator = chr(10) WHERE id = 'one'",
                "UPDATE holdfast.segment SET position = 'X' WHERE id = 'one'",
                "UPDATE holdfast.segment SET kind = 'note' WHERE id = 'one'",
                "UPDATE holdfast.segment SET updated_by = 'Eve' WHERE id = 'one'",
                "UPDATE holdfast.segment SET updated_at = updated_at + interval '1 second' WHERE id = 'one'",
                "UPDATE holdfast.segment SET deleted = true WHERE id = 'one'",
                "UPDATE holdfast.change SET separator = chr(10) WHERE segment_id = 'one'; UPDATE holdfast.segment SET separator = chr(10) WHERE id = 'one'",
                "UPDATE holdfast.change SET title = 'Forged' WHERE segment_id = ''; UPDATE holdfast.document SET title = 'Forged'")) {
            assertThat(database.problems(FILM)).isEmpty();

            database.execute(sql);

            assertThat(database.problems(FILM)).as(sql).isNotEmpty();
            database.execute("TRUNCATE holdfast." + String.join(", holdfast.", TABLES) + " CASCADE");
            TABLES.forEach(table -> database.execute("INSERT INTO holdfast.%s TABLE kept_%s".formatted(table, table)));
        }
    }

    @Test
    void a_rewound_history_that_ends_with_the_same_edits_has_another_tip() {
        var lost = film();
        var restored = film(); // the same as a backup of the first
        assertThat(restored.store().document(FILM)).isEqualTo(lost.store().document(FILM));

        lost.replace(ONE, "lost");
        lost.replace(TWO, "the same");
        restored.replace(ONE, "another");
        restored.replace(TWO, "the same");

        var seen = lost.store().document(FILM).orElseThrow().tip();
        assertThat(restored.store().segment(TWO)).isEqualTo(lost.store().segment(TWO));
        assertThat(restored.store().document(FILM).orElseThrow().tip()).isNotEqualTo(seen);
        var holdfast =
                Holdfast.over(restored.store(), AccessPolicy.everyoneMayDoEverything(), Instant::now, () -> "unused");
        assertThat(holdfast.changes()
                        .after(STAMP.by(), FILM, Cursor.after(seen), 10)
                        .reset())
                .isTrue();
    }

    /** Makes the tables those of the first version again, with what was written since. */
    private static void regress(Database database) {
        database.execute("ALTER TABLE holdfast.commit DROP COLUMN hash");
        database.execute("ALTER TABLE holdfast.document DROP COLUMN tip_at");
        database.execute(
                "UPDATE holdfast.document SET tip = (SELECT hash FROM holdfast.change WHERE document_id = document.id"
                        + " ORDER BY revision DESC, item DESC LIMIT 1)");
        database.execute("DROP TABLE holdfast.session, holdfast.unchanged_write");
        database.execute("DELETE FROM holdfast.holdfast_schema_history WHERE version > '1'");
    }

    private static void migrate(Database database) {
        try (var pool = PostgresPool.open(PoolSettings.of(database.url()))) {
            PostgresDocumentStore.migrate(pool.dataSource());
        }
    }

    @Test
    void a_log_from_before_the_chain_is_chained() {
        var database = film();
        var other = new DocumentId("other");
        database.create(other);
        for (var i = 0; i < LogChainMigration.BATCH + 2; i++) {
            database.replace(ONE, "text " + i);
        }
        database.commit(Optional.of(new DocumentEdit.Delete(
                other, database.store().document(other).orElseThrow().hash())));
        var log = database.store().commits(FILM, 0, 1_000);
        regress(database);

        migrate(database);

        assertThat(database.store().commits(FILM, 0, 1_000)).isEqualTo(log);
        assertThat(database.problems(FILM)).isEmpty();
        assertThat(database.problems(other)).isEmpty();
        database.replace(ONE, "after the migration");
        assertThat(database.problems(FILM)).isEmpty();
    }

    @Test
    void a_migration_that_fails_changes_nothing_and_can_be_repeated() {
        var database = film();
        regress(database);
        database.execute("UPDATE holdfast.change SET hash = 'x' || hash WHERE segment_id = 'two'");

        assertThatThrownBy(() -> migrate(database)).isInstanceOf(UnusableDatabase.class);
        database.execute("UPDATE holdfast.change SET hash = substr(hash, 2) WHERE segment_id = 'two'");
        migrate(database);

        assertThat(database.problems(FILM)).isEmpty();
    }
}
