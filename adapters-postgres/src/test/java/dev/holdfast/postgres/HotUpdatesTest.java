package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome.Committed;
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
import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Updates that change no index, because the new version of the row is in the page of the old one (heap-only tuples). */
final class HotUpdatesTest {

    private static final DocumentId FILM = new DocumentId("film");
    private static final int SEGMENTS = 600;
    private static final double MOST = 0.98;

    private static SegmentId segment(int number) {
        return new SegmentId(FILM, "s" + number);
    }

    private static Commit commit(String key, Optional<DocumentEdit> documentEdit, List<Edit> edits) {
        var stamp = new Stamp(Author.verified("Ana"), Instant.parse("2026-02-03T12:00:00Z"));
        return new Commit(FILM, new CommitKey(key, Digest.of(key)), stamp, documentEdit, edits);
    }

    private static void importFile(PostgresDocumentStore store) {
        var positions = Position.spread(null, null, SEGMENTS);
        var inserts = new ArrayList<Edit>();
        for (var i = 0; i < SEGMENTS; i++) {
            var block = Block.of(SegmentKind.TEXT, new Content("A caption of two lines,\nnumber " + i));
            inserts.add(new Edit.Insert(segment(i), positions.get(i), block));
        }
        var create = new DocumentEdit.Create(FILM, new DocumentInfo("", "text/plain", "", Optional.empty()));
        assertThat(store.commit(commit("import", Optional.of(create), inserts))).isInstanceOf(Committed.class);
    }

    private static void save(PostgresDocumentStore store, int number) {
        var hash = store.segment(segment(number)).orElseThrow().hash();
        var edit = new Edit.Replace(segment(number), hash, new Content("A caption that was edited, number " + number));
        assertThat(store.commit(commit("save " + number, Optional.empty(), List.of(edit))))
                .isInstanceOf(Committed.class);
    }

    private record Updates(long all, long hot) {}

    /** The updates of a table once the server has counted all of them, which it does a while after they were made. */
    private static Updates updates(Jdbi database, String table) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            var updates = database.withHandle(handle -> handle.select(
                            "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables WHERE relname = ?", table)
                    .map((row, context) -> new Updates(row.getLong(1), row.getLong(2)))
                    .one());
            if (updates.all() >= SEGMENTS || System.nanoTime() > deadline) {
                return updates;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @Test
    void saves_of_an_imported_document_update_no_index_of_its_row_or_of_its_segments() {
        var url = TestDatabase.freshDatabase();
        try (var pool = PostgresPool.open(PoolSettings.of(url))) {
            PostgresDocumentStore.migrate(pool.dataSource());
            try (var store = PostgresDocumentStore.in(pool.dataSource())) {
                importFile(store);
                for (var i = 0; i < SEGMENTS; i++) {
                    save(store, i);
                }
            }
        }
        var database = Jdbi.create(url);
        for (var table : List.of("document", "segment")) {
            var updates = updates(database, table);
            assertThat(updates.all()).as(table).isGreaterThanOrEqualTo(SEGMENTS);
            assertThat((double) updates.hot() / updates.all()).as(table).isGreaterThan(MOST);
        }
    }
}
