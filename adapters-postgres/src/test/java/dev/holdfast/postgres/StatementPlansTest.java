package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.Version;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Rows that each statement reads in a database of many segments, with the plan that PostgreSQL keeps for a prepared statement:
 * none by a sequential scan, and no more than the statement is about. {@code adapters-postgres/plans} runs it with a million
 * segments.
 */
final class StatementPlansTest {

    private static final int SEGMENTS = Integer.getInteger("holdfast.plans.segments", 10_000);
    private static final int SEGMENTS_OF_DOCUMENT = SEGMENTS / 50;
    private static final int VERSIONS = 3;

    /** The most rows of all tables for one row of a result: document, segment, change, commit, and as many that are updated. */
    private static final int ROWS = 8;

    private static final DocumentId DOCUMENT = new DocumentId("d7");
    private static final Author ANA = new Author("ann", false);

    private interface Statement {
        void run(Connection connection, Handle handle) throws SQLException;
    }

    private static StoreConnection ofSchema(Connection connection) {
        return new StoreConnection(connection, Schema.DEFAULT);
    }

    private static CurrentState current(Connection connection) {
        return new CurrentState(ofSchema(connection));
    }

    private static SegmentId segment(int number) {
        return new SegmentId(DOCUMENT, "s" + number);
    }

    private static Hash hash(int segment, int version) {
        return new Hash("%022d".formatted(segment * 100L + version));
    }

    private static Commit commit(String key, List<Edit> edits) {
        var stamp = new Stamp(ANA, Instant.parse("2026-02-03T12:00:00Z"));
        return new Commit(DOCUMENT, new CommitKey(key, Digest.of(key)), stamp, Optional.empty(), edits);
    }

    private static Edit replacement(int number) {
        return new Edit.Replace(segment(number), hash(number, VERSIONS), new Content("new"));
    }

    private static Edit insertion(String local, String position) {
        return new Edit.Insert(
                new SegmentId(DOCUMENT, local),
                new Position(position),
                Block.of(SegmentKind.TEXT, new Content("inserted")));
    }

    private static void commit(Connection connection, String key, Edit... edits) throws SQLException {
        var statement = CommitStatement.of(commit(key, List.of(edits))).orElseThrow();
        assertThat(statement.run(ofSchema(connection))).isPresent();
    }

    /** Replacements in two documents, as one statement. */
    private static void group(Connection connection) throws SQLException {
        var commits = new ArrayList<SegmentCommit>();
        for (var document : List.of(DOCUMENT, new DocumentId("d8"))) {
            var edit = new Edit.Replace(new SegmentId(document, "s9"), hash(9, VERSIONS), new Content("new"));
            var stamp = new Stamp(ANA, Instant.parse("2026-02-03T12:00:00Z"));
            var key = new CommitKey("k6", Digest.of("k6"));
            var commit = new Commit(document, key, stamp, Optional.empty(), List.of(edit));
            commits.add(new SegmentCommit(commit, NewVersion.of(edit)));
        }
        assertThat(new GroupStatement(commits).run(ofSchema(connection)).values())
                .hasSize(2)
                .allMatch(Optional::isPresent);
    }

    private static Map<String, Statement> reads() {
        var reads = new LinkedHashMap<String, Statement>();
        var named = Set.of(segment(3), segment(4));
        reads.put("a document", (connection, handle) -> current(connection).document(DOCUMENT));
        reads.put("a segment", (connection, handle) -> current(connection).segment(segment(3)));
        reads.put(
                "a named segment", (connection, handle) -> current(connection).segments(DOCUMENT, Set.of(segment(3))));
        reads.put("named segments", (connection, handle) -> current(connection).segments(DOCUMENT, named));
        reads.put(
                "a named segment and a key",
                (connection, handle) -> current(connection).segments(DOCUMENT, Set.of(segment(3)), ANA, "key 3 1"));
        reads.put("an earlier commit", (connection, handle) -> new LogTables(handle, DOCUMENT).withKey(ANA, "key 3 1"));
        reads.put(
                "a version by its hash",
                (connection, handle) -> new LogTables(handle, DOCUMENT).version(segment(3), hash(3, 2)));
        reads.put(
                "a version by its number",
                (connection, handle) -> new LogTables(handle, DOCUMENT).version(segment(3), new Version(2)));
        reads.put(
                "a history",
                (connection, handle) -> new LogTables(handle, DOCUMENT).history(segment(3), Optional.empty(), 2));
        reads.put(
                "revisions of a segment",
                (connection, handle) ->
                        new LogTables(handle, DOCUMENT).revisions(segment(3), new Version(1), new Version(3), 2));
        reads.put(
                "the next position",
                (connection, handle) ->
                        new SegmentTable(handle, DOCUMENT).nextPosition(Optional.of(new Position("1000000050V"))));
        reads.put("the last position", (connection, handle) -> new SegmentTable(handle, DOCUMENT).lastPosition());
        reads.put(
                "a document by its metadata's hash",
                (connection, handle) -> new LogTables(handle, DOCUMENT).version(new Hash("%022d".formatted(0))));
        return reads;
    }

    private static Map<String, Statement> writes() {
        var writes = new LinkedHashMap<String, Statement>();
        writes.put("an edit", (connection, handle) -> commit(connection, "k1", replacement(5)));
        writes.put("a group of edits", (connection, handle) -> group(connection));
        writes.put("an insertion", (connection, handle) -> commit(connection, "k2", insertion("new1", "zz1")));
        writes.put(
                "a batch",
                (connection, handle) ->
                        commit(connection, "k3", replacement(6), replacement(7), insertion("new2", "zz2")));
        writes.put(
                "an edit in a transaction",
                (connection, handle) -> new CommitTransaction(handle, commit("k4", List.of(replacement(8)))).run());
        writes.put("an edit of the document", (connection, handle) -> {
            var info = new DocumentInfo("New", "text/plain", "", Optional.empty());
            var describe = new DocumentEdit.Describe(DOCUMENT, new Hash("%022d".formatted(0)), info);
            var stamp = new Stamp(ANA, Instant.EPOCH);
            var commit =
                    new Commit(DOCUMENT, new CommitKey("k5", Digest.of("k5")), stamp, Optional.of(describe), List.of());
            new CommitTransaction(handle, commit).run();
        });
        return writes;
    }

    @Test
    void no_statement_reads_more_rows_in_a_large_database() throws SQLException {
        var url = TestDatabase.freshDatabase();
        try (var pool = PostgresPool.open(PoolSettings.of(url))) {
            PostgresDocumentStore.migrate(pool.dataSource());
        }
        fill(url);
        var wrong = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(url + "&prepareThreshold=1")) {
            execute(connection, "SET plan_cache_mode = force_generic_plan");
            connection.setAutoCommit(false);
            var pages = Map.<String, Statement>of(
                    "a page",
                    (own, handle) -> current(own).page(DOCUMENT, Optional.of(new Position("1000000050V")), 50),
                    "a page of the log",
                    (own, handle) -> new LogTables(handle, DOCUMENT).after(20, 50),
                    "a page of documents",
                    (own, handle) -> new DocumentTable(handle).list("", Optional.of(new DocumentId("d2")), 50));
            check(connection, reads(), 2 * ROWS, wrong);
            check(connection, writes(), 4 * ROWS, wrong);
            check(connection, pages, 51 * 3, wrong);
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(Connection connection, Map<String, Statement> statements, int most, List<String> wrong)
            throws SQLException {
        for (var statement : statements.entrySet()) {
            var before = rowsRead(connection);
            // Not closed: the connection is the caller's.
            statement.getValue().run(connection, Jdbi.create(() -> connection).open());
            var after = rowsRead(connection);
            connection.rollback();
            var byScan = after.byScan() - before.byScan();
            var byIndex = after.byIndex() - before.byIndex();
            System.out.printf(
                    "%d segments, %s: %d rows by index, %d by scan%n", SEGMENTS, statement.getKey(), byIndex, byScan);
            if (byScan > 0 || byIndex > most) {
                wrong.add("%s: %d rows by scan, %d by index".formatted(statement.getKey(), byScan, byIndex));
            }
        }
    }

    private record RowsRead(long byScan, long byIndex) {}

    /** The rows that this transaction has read. */
    private static RowsRead rowsRead(Connection connection) throws SQLException {
        try (var sql = connection.createStatement();
                var row = sql.executeQuery("SELECT sum(seq_tup_read), sum(idx_tup_fetch) FROM pg_stat_xact_user_tables"
                        + " WHERE relname IN ('document', 'segment', 'commit', 'change')")) {
            row.next();
            return new RowsRead(row.getLong(1), row.getLong(2));
        }
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /** Fifty documents that each have a fiftieth of the segments, each of three versions, and as many documents without any. */
    private static void fill(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url)) {
            for (var statement : fillStatements()) {
                execute(connection, statement);
            }
        }
    }

    private static List<String> fillStatements() {
        var last = SEGMENTS_OF_DOCUMENT * VERSIONS;
        var documents = "generate_series(0, 49) AS d";
        var segments = "generate_series(0, %d) AS s".formatted(SEGMENTS_OF_DOCUMENT - 1);
        var versions = "generate_series(1, %d) AS v".formatted(VERSIONS);
        return List.of(
                "INSERT INTO holdfast.document SELECT 'd' || d, '', '', 'text/plain', '', NULL, 1, lpad('0', 22, '0'), false, %d,"
                                .formatted(last)
                        + " lpad('', 22, 'A'), 'ann', false, now(), 'ann', false, now(), 0 FROM generate_series(0, 999) AS d",
                "INSERT INTO holdfast.segment SELECT 'd' || d, 's' || s, '1' || lpad(s::text, 9, '0') || 'V', 'text', 'Text of a caption',"
                        + " '', %d, lpad((s * 100 + %d)::text, 22, '0'), false, NULL, 'ann', false, now() FROM %s, %s"
                                .formatted(VERSIONS, VERSIONS, documents, segments),
                "INSERT INTO holdfast.commit SELECT 'd' || d, s * %d + v, 'ann', false, now(), 'key ' || s || ' ' || v, lpad('', 43, 'A'),"
                                .formatted(VERSIONS)
                        + " lpad('', 22, 'C') FROM %s, %s, %s".formatted(documents, segments, versions),
                "INSERT INTO holdfast.change (document_id, revision, item, segment_id, operation, version, parent, hash, digest, position,"
                        + " kind, content, separator) SELECT 'd' || d, s * %d + v, 0, 's' || s, 'replace', v, lpad('', 22, 'P'),"
                                .formatted(VERSIONS)
                        + " lpad((s * 100 + v)::text, 22, '0'), lpad('', 43, 'A'), '1' || lpad(s::text, 9, '0') || 'V', 'text',"
                        + " 'Text of a caption', '' FROM %s, %s, %s".formatted(documents, segments, versions),
                "INSERT INTO holdfast.change (document_id, revision, item, segment_id, operation, version, parent, hash, digest, title,"
                        + " media_type, language) SELECT 'd' || d, 1, 1, '', 'create', 1, lpad('', 22, 'P'), lpad('0', 22, '0'),"
                        + " lpad('', 43, 'A'), '', 'text/plain', '' FROM " + documents,
                "ANALYZE");
    }
}
