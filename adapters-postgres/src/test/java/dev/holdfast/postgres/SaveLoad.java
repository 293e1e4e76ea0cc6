package dev.holdfast.postgres;

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
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Load of saves on the store, beside a JDBC loop of the one-row compare-and-set with a history row: the least that a guarded
 * save can cost. Prints the saves per second of both, their ratio, and the CPU time of this process and of the sessions of a local
 * database for each save.
 *
 * <p>Arguments: the JDBC URL of an empty database, the number of threads, the seconds of each round, and the number of rounds.
 */
final class SaveLoad {

    /** Index of the user time among the fields of /proc/PID/stat after the name; the system time follows. */
    private static final int USER_TIME = 11;

    private static final long MICROS_OF_TICK = 10_000;
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final String TEXT = "A caption of about the length that captions have, twice %d";

    private final PostgresPool pool;
    private final PostgresDocumentStore store;
    private final int threads;
    private final String run = Long.toString(System.nanoTime(), 36);

    private SaveLoad(PostgresPool pool, int threads) {
        this.pool = pool;
        this.store = PostgresDocumentStore.in(pool.dataSource());
        this.threads = threads;
    }

    /** Runs the load. */
    public static void main(String[] arguments) throws Exception {
        var threads = Integer.parseInt(arguments[1]);
        var seconds = Integer.parseInt(arguments[2]);
        var rounds = Integer.parseInt(arguments[3]);
        try (var pool = PostgresPool.open(new PoolSettings(arguments[0], Math.min(threads, 10) + 1, WAIT, WAIT))) {
            PostgresDocumentStore.migrate(pool.dataSource());
            new SaveLoad(pool, threads).run(seconds, rounds);
        }
    }

    private void run(int seconds, int rounds) throws Exception {
        prepare();
        for (var round = -1; round < rounds; round++) {
            var row = measured(seconds, this::compareAndSet);
            var save = measured(seconds, this::save);
            if (round >= 0) {
                System.out.printf(
                        "%d threads: one row %s; save %s; ratio %.2f%n", threads, row, save, save.rate() / row.rate());
            }
        }
        store.close();
    }

    private record Measured(double rate, double javaMicros, double databaseMicros) {
        @Override
        public String toString() {
            return "%.0f/s, %.0f us of Java, %.0f us of PostgreSQL".formatted(rate, javaMicros, databaseMicros);
        }
    }

    private interface Loop {
        void once(int thread, long number) throws SQLException;
    }

    private Measured measured(int seconds, Loop loop) throws Exception {
        var cpu = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var done = new AtomicLong();
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var before = cpu.getProcessCpuTime();
        var databaseBefore = databaseMicros();
        var start = System.nanoTime();
        var workers = Executors.newFixedThreadPool(threads);
        var tasks = IntStream.range(0, threads)
                .<Callable<Boolean>>mapToObj(thread -> () -> {
                    for (var number = 0L; System.nanoTime() < end; number++) {
                        loop.once(thread, start + number);
                        done.incrementAndGet();
                    }
                    return true;
                })
                .toList();
        for (var task : workers.invokeAll(tasks)) {
            task.get();
        }
        workers.shutdown();
        var nanos = System.nanoTime() - start;
        return new Measured(
                done.get() * 1e9 / nanos,
                (cpu.getProcessCpuTime() - before) / 1e3 / done.get(),
                (double) (databaseMicros() - databaseBefore) / done.get());
    }

    /** The CPU time of the sessions of the database, if it runs on this Linux. */
    private long databaseMicros() throws SQLException, IOException {
        var micros = 0L;
        try (var connection = pool.dataSource().getConnection();
                var sql = connection.createStatement();
                var rows = sql.executeQuery("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")) {
            while (rows.next()) {
                var stat = Path.of("/proc", rows.getString(1), "stat");
                if (Files.exists(stat)) {
                    var fields =
                            Files.readString(stat).replaceFirst(".*\\) ", "").split(" ");
                    micros += (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
                            * MICROS_OF_TICK;
                }
            }
        }
        return micros;
    }

    private void prepare() throws SQLException {
        try (var connection = pool.dataSource().getConnection();
                var sql = connection.createStatement()) {
            sql.execute("CREATE TABLE IF NOT EXISTS entry (id text PRIMARY KEY, content text, version bigint)"
                    + " WITH (fillfactor = 50)");
            sql.execute(
                    "CREATE TABLE IF NOT EXISTS entry_history (id text, version bigint, content text, at timestamptz,"
                            + " PRIMARY KEY (id, version))");
            for (var thread = 0; thread < threads; thread++) {
                sql.execute("INSERT INTO entry VALUES ('%s', '', 0)"
                        .formatted(document(thread).value()));
            }
        }
        for (var thread = 0; thread < threads; thread++) {
            create(document(thread));
        }
    }

    private DocumentId document(int thread) {
        return new DocumentId("load-" + run + "-" + thread);
    }

    private static SegmentId segment(DocumentId document) {
        return new SegmentId(document, "s7");
    }

    private void create(DocumentId document) {
        var edits = new ArrayList<Edit>();
        var positions = Position.spread(null, null, 20);
        for (var i = 0; i < positions.size(); i++) {
            var block = Block.of(SegmentKind.TEXT, new Content(TEXT.formatted(i)));
            edits.add(new Edit.Insert(new SegmentId(document, "s" + i), positions.get(i), block));
        }
        var create = new DocumentEdit.Create(document, new DocumentInfo("", "text/plain", "", Optional.empty()));
        requireCommitted(commit(document, "create", Optional.of(create), edits));
    }

    private static Commit commit(DocumentId document, String key, Optional<DocumentEdit> create, List<Edit> edits) {
        var stamp = new Stamp(Author.verified("Ana"), Instant.now());
        return new Commit(document, new CommitKey(key, Digest.of(key)), stamp, create, edits);
    }

    private void requireCommitted(Commit commit) {
        if (!(store.commit(commit) instanceof Committed)) {
            throw new IllegalStateException("Not committed");
        }
    }

    private void save(int thread, long number) {
        var document = document(thread);
        var segment = store.segments(document, Set.of(segment(document)))
                .orElseThrow()
                .segments()
                .get(0);
        var edit = new Edit.Replace(segment.id(), segment.hash(), new Content(TEXT.formatted(number)));
        requireCommitted(commit(document, "key " + number, Optional.empty(), List.of(edit)));
    }

    private void compareAndSet(int thread, long number) throws SQLException {
        try (var connection = pool.dataSource().getConnection()) {
            var version = version(connection, thread);
            try (var sql = connection.prepareStatement("""
                    WITH written AS (
                        UPDATE entry SET content = ?, version = version + 1 WHERE id = ? AND version = ?
                        RETURNING id, version, content)
                    INSERT INTO entry_history SELECT id, version, content, now() FROM written
                    """)) {
                sql.setString(1, TEXT.formatted(number));
                sql.setString(2, document(thread).value());
                sql.setLong(3, version);
                if (sql.executeUpdate() != 1) {
                    throw new IllegalStateException("Not updated");
                }
            }
        }
    }

    private long version(Connection connection, int thread) throws SQLException {
        try (var sql = connection.prepareStatement("SELECT version FROM entry WHERE id = ?")) {
            sql.setString(1, document(thread).value());
            try (var row = sql.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
