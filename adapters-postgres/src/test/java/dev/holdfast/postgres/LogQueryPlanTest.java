package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.SegmentId;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Rows read from the log with a query plan that PostgreSQL made while the log was short. */
final class LogQueryPlanTest {

    private static final DocumentId DOCUMENT = new DocumentId("d");
    private static final SegmentId SEGMENT = new SegmentId(DOCUMENT, "s");

    @Test
    void a_page_of_a_log_that_has_grown_reads_no_more_commits_than_it_returns() {
        assertThat(commitsRead(log -> assertThat(log.after(4_000, 50)).hasSizeBetween(1, 50)))
                .isLessThanOrEqualTo(50);
    }

    @Test
    void a_page_of_a_history_that_has_grown_reads_no_more_commits_than_it_returns() {
        assertThat(commitsRead(log ->
                        assertThat(log.history(SEGMENT, Optional.empty(), 50)).hasSizeBetween(1, 50)))
                .isLessThanOrEqualTo(50);
    }

    /** The number of commit rows that a read touches after the log has grown, with the plan from before. */
    private static long commitsRead(Consumer<LogTables> read) {
        var url = TestDatabase.freshDatabase();
        try (var pool = PostgresPool.open(PoolSettings.of(url))) {
            PostgresDocumentStore.migrate(pool.dataSource());
        }
        try (var handle = Jdbi.create(url + "&prepareThreshold=1").open()) {
            handle.execute("SET plan_cache_mode = force_generic_plan");
            handle.execute("INSERT INTO holdfast.document VALUES"
                    + " ('d', '', '', '', '', NULL, 1, '', false, 1, '', '', false, now(), '', false, now(), 0)");
            append(handle, 4_001, 4_020);
            read.accept(new LogTables(handle, DOCUMENT));
            append(handle, 1, 4_000);
            append(handle, 4_021, 8_000);

            return handle.inTransaction(own -> {
                var before = commitsReadSoFar(own);
                read.accept(new LogTables(own, DOCUMENT));
                return commitsReadSoFar(own) - before;
            });
        }
    }

    private static long commitsReadSoFar(Handle handle) {
        return handle.select("SELECT idx_tup_fetch + seq_tup_read FROM pg_stat_xact_user_tables"
                        + " WHERE relname = 'commit'")
                .mapTo(Long.class)
                .one();
    }

    private static void append(Handle handle, int first, int last) {
        handle.execute(
                "INSERT INTO holdfast.commit SELECT 'd', number, 'ann', false, now(), number::text, lpad('', 43, 'A'),"
                        + " lpad(number::text, 22, 'C') FROM generate_series(?, ?) AS number",
                first,
                last);
        handle.execute(
                "INSERT INTO holdfast.change (document_id, revision, item, segment_id, operation, version, parent, hash, digest,"
                        + " position, kind, content, separator)"
                        + " SELECT 'd', number, 0, 's', 'replace', number, lpad(number::text, 22, 'P'),"
                        + " lpad(number::text, 22, 'H'), lpad('', 43, 'A'), '1', 'text', '', ''"
                        + " FROM generate_series(?, ?) AS number",
                first,
                last);
    }
}
