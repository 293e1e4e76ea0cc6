package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.Stale;
import dev.holdfast.contract.Race;
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
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.postgres.BreakingProxy.At;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commits and reads while the database or the proxy fails. */
final class FailingDatabaseTest {

    private static final DocumentId DOCUMENT = new DocumentId("d");
    private static final SegmentId SEGMENT = new SegmentId(DOCUMENT, "s");

    private String url = "";
    private BreakingProxy proxy;
    private PostgresPool pool;
    private PostgresDocumentStore store;

    @BeforeEach
    void open_a_store_behind_a_breaking_proxy() throws IOException {
        url = TestDatabase.freshDatabase();
        proxy = new BreakingProxy(url);
        pool = PostgresPool.open(settings());
        PostgresDocumentStore.migrate(pool.dataSource());
        store = PostgresDocumentStore.in(pool.dataSource());
        var create = new DocumentEdit.Create(DOCUMENT, new DocumentInfo("", "text/plain", "", Optional.empty()));
        var insert =
                new Edit.Insert(SEGMENT, Position.between(null, null), Block.of(SegmentKind.TEXT, new Content("0")));
        assertThat(store.commit(commit("create", Optional.of(create), insert))).isInstanceOf(Committed.class);
    }

    private PoolSettings settings() {
        return new PoolSettings(proxy.url(), 10, Duration.ofMillis(500), Duration.ofSeconds(15));
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        proxy.close();
    }

    private static Commit commit(String key, Optional<DocumentEdit> documentEdit, Edit edit) {
        var stamp = new Stamp(Author.verified("Ana"), Instant.parse("2026-02-03T12:00:00Z"));
        return new Commit(DOCUMENT, new CommitKey(key, Digest.of(key)), stamp, documentEdit, List.of(edit));
    }

    private Segment segment() {
        return store.segment(SEGMENT).orElseThrow();
    }

    private Commit save(String text) {
        return commit(
                text, Optional.empty(), new Edit.Replace(SEGMENT, segment().hash(), new Content(text)));
    }

    @ParameterizedTest
    @EnumSource(At.class)
    void a_commit_whose_connection_breaks_is_written_once_and_reported_as_committed(At at) {
        for (var i = 1; i <= 30; i++) {
            var commit = save("text " + i);
            proxy.breakNext(1, at);

            var outcome = store.commit(commit);

            assertThat(proxy.breaksLeft()).isZero();
            assertThat(outcome).as("commit %d", i).isInstanceOf(Committed.class);
            assertThat(segment().version().number()).isEqualTo(1L + i);
            assertThat(segment().content()).isEqualTo(new Content("text " + i));
        }
        assertThat(store.commits(DOCUMENT, 0, 100)).hasSize(31);
    }

    @Test
    void a_commit_whose_connections_all_break_has_an_unknown_outcome_and_can_be_retried() {
        var commit = save("text");
        proxy.breakNext(Integer.MAX_VALUE, At.BEFORE_COMMIT);

        assertThatThrownBy(() -> store.commit(commit))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        failure -> assertThat(failure.outcomeUnknown()).isTrue());

        proxy.breakNext(0, At.BEFORE_COMMIT);
        assertThat(store.commit(commit)).isInstanceOf(Committed.class);
        assertThat(segment().version().number()).isEqualTo(2);
    }

    @Test
    void a_race_while_connections_break_has_exactly_one_winner() {
        for (var round = 0; round < 20; round++) {
            var hash = segment().hash();
            var number = round;
            proxy.breakNext(1, round % 2 == 0 ? At.AFTER_COMMIT : At.BEFORE_COMMIT);

            var outcomes = Race.run(6, runner -> () -> {
                var text = "round %d by %d".formatted(number, runner);
                return store.commit(commit(text, Optional.empty(), new Edit.Replace(SEGMENT, hash, new Content(text))));
            });

            assertThat(proxy.breaksLeft()).isZero();
            assertThat(outcomes.stream().filter(Committed.class::isInstance)).hasSize(1);
            assertThat(outcomes.stream().filter(Stale.class::isInstance)).hasSize(5);
        }
        assertThat(segment().version().number()).isEqualTo(21);
    }

    @Test
    void an_unreachable_database_is_unavailable() throws IOException {
        var commit = save("text");
        proxy.close();

        try (var unconnected = PostgresPool.open(settings())) {
            var other = PostgresDocumentStore.in(unconnected.dataSource());
            assertThatThrownBy(() -> other.commit(commit))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            failure -> assertThat(failure.outcomeUnknown()).isFalse());
        }
        assertThatThrownBy(() -> store.commit(commit)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(this::segment).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(store::checkReady).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> PostgresDocumentStore.migrate(pool.dataSource()))
                .isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void a_document_that_stays_locked_is_unavailable_and_nothing_is_written() throws SQLException {
        var commit = save("text");
        try (var other = DriverManager.getConnection(url);
                var lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("SELECT * FROM holdfast.document FOR UPDATE");

            assertThatThrownBy(() -> store.commit(commit))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            failure -> assertThat(failure.outcomeUnknown()).isFalse());
        }
        assertThat(segment().content()).isEqualTo(new Content("0"));
        assertThat(store.commit(commit)).isInstanceOf(Committed.class);
    }

    @Test
    void a_read_only_server_is_unavailable() {
        var commit = save("text");
        TestDatabase.execute(url, "ALTER DATABASE " + name() + " SET default_transaction_read_only = on");
        endSessions();

        assertThatThrownBy(() -> store.commit(commit)).isInstanceOf(StoreUnavailable.class);
    }

    private void endSessions() {
        TestDatabase.execute(
                url,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid()");
    }

    private String name() {
        return url.replaceFirst(".*/([^/?]+)\\?.*", "$1");
    }

    @Test
    void sessions_that_the_server_terminates_are_replaced() {
        for (var i = 1; i <= 5; i++) {
            var commit = save("text " + i);
            endSessions();

            assertThat(store.commit(commit)).isInstanceOf(Committed.class);
        }
    }

    @Test
    void a_race_has_one_winner_whatever_the_default_isolation_of_the_database() {
        TestDatabase.execute(url, "ALTER DATABASE " + name() + " SET default_transaction_isolation = 'serializable'");
        endSessions();
        for (var round = 0; round < 10; round++) {
            var hash = segment().hash();
            var number = round;

            var outcomes = Race.run(6, runner -> () -> {
                var text = "round %d by %d".formatted(number, runner);
                return store.commit(commit(text, Optional.empty(), new Edit.Replace(SEGMENT, hash, new Content(text))));
            });

            assertThat(outcomes.stream().filter(Committed.class::isInstance)).hasSize(1);
            assertThat(outcomes.stream().filter(Stale.class::isInstance)).hasSize(5);
        }
    }
}
