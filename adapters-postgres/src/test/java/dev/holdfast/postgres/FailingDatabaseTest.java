package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.Stale;
import dev.holdfast.application.Race;
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
import dev.holdfast.postgres.BreakingConnection.At;
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

/** What becomes of commits and reads when the database, or the way to it, fails. */
final class FailingDatabaseTest {

    private static final DocumentId DOCUMENT = new DocumentId("d");
    private static final SegmentId SEGMENT = new SegmentId(DOCUMENT, "s");

    private String url = "";
    private BreakingConnection network;
    private PostgresPool pool;
    private PostgresDocumentStore store;

    @BeforeEach
    void open_a_store_behind_a_network() throws IOException {
        url = TestDatabase.freshDatabase();
        network = new BreakingConnection(url);
        pool = PostgresPool.open(new PoolSettings(network.url(), 10, Duration.ofMillis(500), Duration.ofSeconds(15)));
        PostgresDocumentStore.migrate(pool.dataSource());
        store = PostgresDocumentStore.in(pool.dataSource());
        var create = new DocumentEdit.Create(DOCUMENT, new DocumentInfo("", "text/plain", "", Optional.empty()));
        var insert =
                new Edit.Insert(SEGMENT, Position.between(null, null), Block.of(SegmentKind.TEXT, new Content("0")));
        assertThat(store.commit(commit("create", Optional.of(create), insert))).isInstanceOf(Committed.class);
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        network.close();
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
    void a_commit_whose_connection_breaks_is_done_once_and_known_to_be(At at) {
        for (var i = 1; i <= 30; i++) {
            var commit = save("text " + i);
            network.breakNext(1, at);

            var outcome = store.commit(commit);

            assertThat(network.breaksLeft()).isZero();
            assertThat(outcome).as("try %d", i).isInstanceOf(Committed.class);
            assertThat(segment().version().number()).isEqualTo(1L + i);
            assertThat(segment().content()).isEqualTo(new Content("text " + i));
        }
        assertThat(store.commits(DOCUMENT, 0, 100)).hasSize(31);
    }

    @Test
    void a_commit_whose_connections_all_break_is_said_to_be_unknown_and_can_be_sent_again() {
        var commit = save("text");
        network.breakNext(Integer.MAX_VALUE, At.BEFORE_COMMIT);

        assertThatThrownBy(() -> store.commit(commit))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        failure -> assertThat(failure.outcomeUnknown()).isTrue());

        network.breakNext(0, At.BEFORE_COMMIT);
        assertThat(store.commit(commit)).isInstanceOf(Committed.class);
        assertThat(segment().version().number()).isEqualTo(2);
    }

    @Test
    void those_who_race_while_connections_break_have_one_winner_all_the_same() {
        for (var round = 0; round < 20; round++) {
            var hash = segment().hash();
            var number = round;
            network.breakNext(1, round % 2 == 0 ? At.AFTER_COMMIT : At.BEFORE_COMMIT);

            var outcomes = Race.run(6, runner -> () -> {
                var text = "round %d by %d".formatted(number, runner);
                return store.commit(commit(text, Optional.empty(), new Edit.Replace(SEGMENT, hash, new Content(text))));
            });

            assertThat(network.breaksLeft()).isZero();
            assertThat(outcomes.stream().filter(Committed.class::isInstance)).hasSize(1);
            assertThat(outcomes.stream().filter(Stale.class::isInstance)).hasSize(5);
        }
        assertThat(segment().version().number()).isEqualTo(21);
    }

    @Test
    void a_database_out_of_reach_is_unavailable() throws IOException {
        var commit = save("text");
        network.close();

        assertThatThrownBy(() -> store.commit(commit))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        failure -> assertThat(failure.outcomeUnknown()).isFalse());
        assertThatThrownBy(this::segment).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(store::checkReady).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> PostgresDocumentStore.migrate(pool.dataSource()))
                .isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void a_document_that_someone_keeps_locked_is_unavailable_and_nothing_is_written() throws SQLException {
        var commit = save("text");
        try (var other = DriverManager.getConnection(url);
                var lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("SELECT * FROM document FOR UPDATE");

            assertThatThrownBy(() -> store.commit(commit))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            failure -> assertThat(failure.outcomeUnknown()).isFalse());
        }
        assertThat(segment().content()).isEqualTo(new Content("0"));
        assertThat(store.commit(commit)).isInstanceOf(Committed.class);
    }

    @Test
    void a_server_that_only_reads_is_unavailable() {
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
    void sessions_that_the_server_ends_are_replaced() {
        for (var i = 1; i <= 5; i++) {
            var commit = save("text " + i);
            endSessions();

            assertThat(store.commit(commit)).isInstanceOf(Committed.class);
        }
    }

    @Test
    void whatever_isolation_the_database_prefers_one_of_many_wins() {
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
