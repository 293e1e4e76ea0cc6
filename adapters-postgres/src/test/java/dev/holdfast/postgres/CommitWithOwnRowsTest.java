package dev.holdfast.postgres;

import static dev.holdfast.postgres.SharedDatabase.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Segments and rows of an application, committed together or not at all. */
final class CommitWithOwnRowsTest {

    private static final SharedDatabase DATABASE = SharedDatabase.empty();

    private final BlockingQueue<DocumentId> reported = new LinkedBlockingQueue<>();
    private PostgresDocumentStore store;
    private Segment seen;

    @BeforeAll
    static void migrate() {
        DATABASE.migrateTheirs();
        DATABASE.migrateOurs();
    }

    @BeforeEach
    void prepare() {
        DATABASE.execute("TRUNCATE article");
        store = DATABASE.store(Schema.DEFAULT);
        seen = DATABASE.edited(Schema.DEFAULT);
        store.onCommit(reported::add);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @AfterAll
    static void close_the_database() {
        DATABASE.close();
    }

    private static Holdfast holdfast(JoinedDocumentStore joined) {
        return Holdfast.over(
                joined,
                AccessPolicy.everyoneMayDoEverything(),
                InstantSource.system(),
                () -> UUID.randomUUID().toString());
    }

    private static void edit(JoinedDocumentStore joined, Segment expected, String text) {
        holdfast(joined).segments().edit(ANA.expecting(expected.hash()), expected.id(), SegmentChange.to(text));
    }

    private static void insertArticle(Connection connection, String id) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO article VALUES (?, 1)")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
    }

    private Connection begun() throws SQLException {
        var connection = DATABASE.pool().dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private String text() {
        return store.segment(seen.id()).orElseThrow().content().text();
    }

    private String articles() {
        return DATABASE.query("SELECT count(*) FROM article");
    }

    private void edit(Segment expected, String text) {
        DATABASE.holdfast(Schema.DEFAULT)
                .segments()
                .edit(ANA.expecting(expected.hash()), expected.id(), SegmentChange.to(text));
    }

    @Test
    void both_are_there_after_the_commit_and_followers_are_told() throws Exception {
        try (var connection = begun()) {
            var joined = store.within(connection);
            edit(joined, seen, "together");
            insertArticle(connection, "one");
            assertThat(joined.segment(seen.id()).orElseThrow().content().text()).isEqualTo("together");
            assertThat(text()).isEqualTo("after");
            assertThat(articles()).isEqualTo("0");

            connection.commit();
            assertThat(reported).isEmpty();
            joined.committed();
        }

        assertThat(text()).isEqualTo("together");
        assertThat(articles()).isEqualTo("1");
        assertThat(reported.poll(10, TimeUnit.SECONDS)).isEqualTo(seen.id().document());
    }

    @Test
    void neither_is_there_after_a_rollback_and_nothing_is_reported() throws SQLException {
        var before = store.document(seen.id().document()).orElseThrow().tip();
        try (var connection = begun()) {
            var joined = store.within(connection);
            edit(joined, seen, "lost");
            insertArticle(connection, "one");

            connection.rollback();
        }

        assertThat(text()).isEqualTo("after");
        assertThat(articles()).isEqualTo("0");
        assertThat(store.document(seen.id().document()).orElseThrow().tip()).isEqualTo(before);
        assertThat(store.commits(seen.id().document(), before.revision(), 10)).isEmpty();
        assertThat(reported).isEmpty();
    }

    @Test
    void a_stale_tag_leaves_the_rows_of_the_caller_to_the_caller() throws SQLException {
        edit(seen, "theirs");
        try (var connection = begun()) {
            var joined = store.within(connection);
            insertArticle(connection, "kept");

            assertThatThrownBy(() -> edit(joined, seen, "mine")).isInstanceOf(ConcurrencyConflict.class);

            insertArticle(connection, "also kept");
            connection.commit();
        }

        assertThat(text()).isEqualTo("theirs");
        assertThat(articles()).isEqualTo("2");
    }

    @Test
    void a_conflict_can_be_merged_and_saved_in_the_same_transaction() throws SQLException {
        edit(seen, "theirs");

        store.inTransaction((joined, connection) -> {
            insertArticle(connection, "one");
            try {
                edit(joined, seen, "mine");
            } catch (ConcurrencyConflict conflict) {
                edit(joined, conflict.first().current().orElseThrow(), "theirs and mine");
            }
            return null;
        });

        assertThat(text()).isEqualTo("theirs and mine");
        assertThat(articles()).isEqualTo("1");
        assertThat(reported).containsOnly(seen.id().document());
    }

    @Test
    void a_refused_edit_holds_no_lock_of_the_document() throws SQLException {
        edit(seen, "theirs");
        try (var connection = begun()) {
            var joined = store.within(connection);
            assertThatThrownBy(() -> edit(joined, seen, "mine")).isInstanceOf(ConcurrencyConflict.class);

            edit(store.segment(seen.id()).orElseThrow(), "theirs again");

            connection.rollback();
        }
        assertThat(text()).isEqualTo("theirs again");
    }

    @Test
    void an_exception_of_the_work_rolls_both_back() {
        assertThatThrownBy(() -> store.inTransaction((joined, connection) -> {
                    edit(joined, seen, "lost");
                    insertArticle(connection, "one");
                    insertArticle(connection, "one");
                    return null;
                }))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("article_pkey");

        assertThat(text()).isEqualTo("after");
        assertThat(articles()).isEqualTo("0");
        assertThat(reported).isEmpty();
    }

    @Test
    void several_edits_of_one_transaction_are_a_chain() throws SQLException {
        store.inTransaction((joined, connection) -> {
            edit(joined, seen, "first");
            edit(joined, joined.segment(seen.id()).orElseThrow(), "second");
            return null;
        });

        assertThat(text()).isEqualTo("second");
    }

    @Test
    void another_writer_waits_for_the_end_of_the_transaction_and_then_conflicts() throws Exception {
        try (var connection = begun()) {
            var joined = store.within(connection);
            edit(joined, seen, "first");
            var other = new Thread(
                    () -> assertThatThrownBy(() -> edit(seen, "second")).isInstanceOf(ConcurrencyConflict.class));
            other.start();
            other.join(300);
            assertThat(other.isAlive()).isTrue();

            connection.commit();
            other.join(10_000);

            assertThat(other.isAlive()).isFalse();
        }
        assertThat(text()).isEqualTo("first");
    }

    @Test
    void a_connection_in_autocommit_mode_is_refused() throws SQLException {
        try (var connection = DATABASE.pool().dataSource().getConnection()) {
            assertThatThrownBy(() -> store.within(connection))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("setAutoCommit(false)");
        }
    }

    @Test
    void a_conflict_of_serializable_transactions_is_an_unavailable_store() throws SQLException {
        try (var connection = begun()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            var joined = store.within(connection);
            assertThat(joined.segment(seen.id())).contains(seen);
            edit(seen, "theirs");

            assertThatThrownBy(() -> edit(joined, seen, "mine"))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            e -> assertThat(e.outcomeUnknown()).isFalse());
        }
        assertThat(text()).isEqualTo("theirs");
    }
}
