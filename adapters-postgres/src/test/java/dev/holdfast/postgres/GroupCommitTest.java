package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.application.UnchangedWrite.FoundVersion;
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
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Commits that gather while another is written. The first commit of each test waits for its connection until the others have
 * gathered, so that all of them are one group.
 */
final class GroupCommitTest {

    private static final int SEGMENTS = 3;

    private static PostgresPool pool;
    private static PostgresDocumentStore store;
    private static int documents;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> statements = new ArrayList<>();
    private final AtomicReference<SQLException> failureOfGroups = new AtomicReference<>();
    private final AtomicReference<SQLException> failureOfNext = new AtomicReference<>();
    private final List<Thread> writers = new ArrayList<>();
    private final List<CompletableFuture<Optional<LoggedCommit>>> started = new ArrayList<>();
    private final GroupCommit groups = new GroupCommit(
            new Transactions(
                    Jdbi.create(pool.dataSource()), proxy(DataSource.class, this::ofDataSource), Schema.DEFAULT),
            1);

    @BeforeAll
    static void open() {
        pool = PostgresPool.open(PoolSettings.of(TestDatabase.freshDatabase()));
        PostgresDocumentStore.migrate(pool.dataSource());
        store = PostgresDocumentStore.in(pool.dataSource());
    }

    @AfterAll
    static void close() {
        store.close();
        pool.close();
    }

    @AfterEach
    void open_the_gate() {
        gate.countDown();
    }

    private interface Call {
        Object of(String method, Original original) throws Exception;
    }

    private interface Original {
        Object invoke(Object target) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return call.of(
                                method.getName() + (arguments == null ? "" : " " + arguments[0]),
                                target -> method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Object ofDataSource(String method, Original original) throws Exception {
        assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
        var connection = (Connection) original.invoke(pool.dataSource());
        return proxy(Connection.class, (call, real) -> ofConnection(call, connection, real));
    }

    private Object ofConnection(String call, Connection connection, Original original) throws Exception {
        if (call.startsWith("prepareStatement")) {
            var isGroup = call.contains("unnest(");
            synchronized (statements) {
                statements.add(isGroup ? "group" : "single");
            }
            if (isGroup && failureOfGroups.get() != null) {
                throw failureOfGroups.get();
            }
            var failure = failureOfNext.getAndSet(null);
            if (failure != null) {
                throw failure;
            }
        }
        return original.invoke(connection);
    }

    private static DocumentId create() {
        var document = new DocumentId("d" + ++documents);
        var positions = Position.spread(null, null, SEGMENTS);
        var inserts = new ArrayList<Edit>();
        for (var i = 0; i < SEGMENTS; i++) {
            var block = Block.of(SegmentKind.TEXT, new Content("text"));
            inserts.add(new Edit.Insert(new SegmentId(document, "s" + i), positions.get(i), block));
        }
        var create = new DocumentEdit.Create(document, new DocumentInfo("", "text/plain", "", Optional.empty()));
        assertThat(store.commit(commit(document, "create", Optional.of(create), inserts)))
                .isInstanceOf(Committed.class);
        return document;
    }

    private static Commit commit(
            DocumentId document, String key, Optional<DocumentEdit> documentEdit, List<Edit> edits) {
        var stamp = new Stamp(Author.verified("Ana"), Instant.now());
        return new Commit(document, new CommitKey(key, Digest.of(key)), stamp, documentEdit, edits);
    }

    private static Segment segment(DocumentId document, int number) {
        return store.segment(new SegmentId(document, "s" + number)).orElseThrow();
    }

    private static Commit replacement(Segment segment, String key) {
        return replacement(segment, key, "by " + key);
    }

    private static Commit replacement(Segment segment, String key, String text) {
        var edit = new Edit.Replace(segment.id(), segment.hash(), new Content(text));
        return commit(segment.id().document(), key, Optional.empty(), List.of(edit));
    }

    /** Keeps the key of a commit, as of a write that found everything as asked. */
    private static void keep(Commit commit) {
        var tip = store.document(commit.document()).orElseThrow().tip();
        var found = commit.edits().stream()
                .map(edit -> new FoundVersion(edit.segment().local(), edit.expected()))
                .toList();
        assertThat(store.keep(
                        new UnchangedWrite(commit.document(), commit.stamp().by(), commit.key(), tip, found)))
                .isTrue();
    }

    private CompletableFuture<Optional<LoggedCommit>> start(Commit commit) {
        var statement = CommitStatement.of(commit).orElseThrow();
        var result = CompletableFuture.supplyAsync(() -> groups.write(statement), task -> {
            var writer = new Thread(task, "writer");
            writers.add(writer);
            writer.start();
        });
        started.add(result);
        return result;
    }

    /** Starts the commit that keeps the lead until {@link #gather}. */
    private void startLeader() {
        start(replacement(segment(create(), 0), "leader"));
        // It leads, because another would wait only behind it.
        var probe = start(replacement(segment(create(), 0), "probe"));
        await(1);
        assertThat(probe).isNotDone();
    }

    /** Lets the leader go on when so many commits wait beside the probe. */
    private void gather(int count) {
        await(count + 1);
        gate.countDown();
    }

    private void await(int waiting) {
        var begin = System.nanoTime();
        while (groups.waiting() != waiting) {
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(20));
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Waits until the writers that were started last wait for another, without a connection. */
    private void awaitBehindAnother(int count) {
        var begin = System.nanoTime();
        var last = writers.subList(writers.size() - count, writers.size());
        while (!last.stream().allMatch(writer -> writer.getState() == Thread.State.WAITING)) {
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(20));
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static <T> T soon(CompletableFuture<T> result) throws Exception {
        return result.get(20, TimeUnit.SECONDS);
    }

    private List<String> statements() {
        synchronized (statements) {
            return List.copyOf(statements);
        }
    }

    private static void verify(DocumentId document, int revisions) {
        var log = store.commits(document, 0, 100);
        var verifier = new LogVerifier(document);
        log.forEach(verifier::accept);
        var page = store.page(document, Optional.empty(), SEGMENTS).orElseThrow();
        verifier.compare(page.document().tip(), page.segments());
        verifier.compare(page.document());
        assertThat(verifier.problems()).isEmpty();
        assertThat(log).hasSize(revisions);
    }

    @Test
    void commits_that_wait_share_one_statement_and_each_is_told_what_was_logged() throws Exception {
        var documents = List.of(create(), create(), create());
        startLeader();
        var commits = new ArrayList<CompletableFuture<Optional<LoggedCommit>>>();
        for (var document : documents) {
            commits.add(start(replacement(segment(document, 1), "shared")));
        }
        gather(3);

        for (var i = 0; i < commits.size(); i++) {
            var logged = soon(commits.get(i)).orElseThrow();
            assertThat(logged).isEqualTo(store.commits(documents.get(i), 1, 1).get(0));
            assertThat(segment(documents.get(i), 1).content().text()).isEqualTo("by shared");
            verify(documents.get(i), 2);
        }
        assertThat(statements()).containsExactly("single", "group");
    }

    @Test
    void a_stale_commit_of_a_group_is_refused_and_its_neighbours_are_made() throws Exception {
        var before = segment(create(), 0);
        store.commit(replacement(before, "faster"));
        var other = create();
        startLeader();
        var stale = start(replacement(before, "stale"));
        var neighbour = start(replacement(segment(other, 0), "neighbour"));
        gather(2);

        assertThat(soon(stale)).isEmpty();
        assertThat(soon(neighbour)).isPresent();
        verify(before.id().document(), 2);
        assertThat(statements()).containsExactly("single", "group");
    }

    @Test
    void a_deleted_document_is_refused_and_its_neighbours_are_made() throws Exception {
        var segment = segment(create(), 0);
        var document = store.document(segment.id().document()).orElseThrow();
        var delete = new DocumentEdit.Delete(document.id(), document.hash());
        store.commit(commit(document.id(), "delete", Optional.of(delete), List.of()));
        startLeader();
        var refused = start(replacement(segment, "late"));
        var neighbour = start(replacement(segment(create(), 0), "neighbour"));
        gather(2);

        assertThat(soon(refused)).isEmpty();
        assertThat(soon(neighbour)).isPresent();
    }

    @Test
    void a_used_key_fails_only_its_own_commit() throws Exception {
        var document = create();
        startLeader();
        var used = start(replacement(segment(document, 0), "create"));
        var neighbour = start(replacement(segment(create(), 0), "neighbour"));
        gather(2);

        assertThat(soon(used)).isEmpty();
        assertThat(soon(neighbour)).isPresent();
        verify(document, 1);
    }

    @Test
    void a_key_of_a_write_that_changed_nothing_is_refused() throws Exception {
        var segment = segment(create(), 0);
        startLeader();
        var commit = replacement(segment, "unchanged");
        var refused = start(commit);
        var neighbour = start(replacement(segment(create(), 0), "neighbour"));
        await(3);
        keep(commit);
        gather(2);

        assertThat(soon(refused)).isEmpty();
        assertThat(soon(neighbour)).isPresent();
        verify(segment.id().document(), 1);
    }

    @Test
    void long_texts_are_not_in_one_group() throws Exception {
        var text = "long ".repeat(40_000);
        startLeader();
        var one = start(replacement(segment(create(), 0), "one", text));
        var two = start(replacement(segment(create(), 0), "two", text));
        gather(2);

        assertThat(soon(one)).isPresent();
        assertThat(soon(two)).isPresent();
        assertThat(statements()).containsExactly("single", "group", "single");
    }

    @Test
    void a_document_that_another_transaction_holds_does_not_delay_its_neighbours() throws Exception {
        var held = create();
        startLeader();
        var commit = start(replacement(segment(held, 0), "held"));
        var neighbour = start(replacement(segment(create(), 0), "neighbour"));
        try (var other = pool.dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (var lock = other.prepareStatement("SELECT FROM holdfast.document WHERE id = ? FOR UPDATE")) {
                lock.setString(1, held.value());
                lock.executeQuery();
            }
            gather(2);

            assertThat(soon(neighbour)).isPresent();
            assertThat(commit).isNotDone();
            other.rollback();
        }
        assertThat(soon(commit)).isPresent();
        verify(held, 2);
    }

    @Test
    void two_commits_of_one_document_are_made_one_after_the_other() throws Exception {
        var document = create();
        startLeader();
        var one = start(replacement(segment(document, 0), "one"));
        var two = start(replacement(segment(document, 1), "two"));
        gather(2);

        assertThat(soon(one)).isPresent();
        assertThat(soon(two)).isPresent();
        verify(document, 3);
    }

    @Test
    void of_two_commits_of_one_segment_one_is_made() throws Exception {
        var segment = segment(create(), 0);
        startLeader();
        var one = start(replacement(segment, "one"));
        var two = start(replacement(segment, "two"));
        gather(2);

        assertThat(List.of(soon(one).isPresent(), soon(two).isPresent())).containsExactlyInAnyOrder(true, false);
        verify(segment.id().document(), 2);
    }

    @Test
    void rivals_of_a_commit_that_is_made_are_refused_without_a_statement() throws Exception {
        var segment = segment(create(), 0);
        var one = start(replacement(segment, "one"));
        start(replacement(segment(create(), 0), "probe"));
        await(1);
        var two = start(replacement(segment, "two"));
        var three = start(replacement(segment, "three"));
        awaitBehindAnother(2);
        gate.countDown();

        assertThat(soon(one)).isPresent();
        assertThat(soon(two)).isEmpty();
        assertThat(soon(three)).isEmpty();
        assertThat(soon(started.get(1))).isPresent();
        assertThat(statements()).containsExactly("single", "single");
        verify(segment.id().document(), 2);
    }

    @Test
    void a_rival_of_a_commit_that_fails_is_made() throws Exception {
        failureOfNext.set(new SQLException("connection_failure", "08006"));
        var segment = segment(create(), 0);
        var one = start(replacement(segment, "one"));
        start(replacement(segment(create(), 0), "probe"));
        await(1);
        var two = start(replacement(segment, "two"));
        awaitBehindAnother(1);
        gate.countDown();

        assertThat(one).failsWithin(20, TimeUnit.SECONDS);
        assertThat(soon(two)).isPresent();
        verify(segment.id().document(), 2);
    }

    @Test
    void another_segment_of_the_document_does_not_wait_for_the_commit_before() throws Exception {
        var document = create();
        start(replacement(segment(document, 0), "one"));
        start(replacement(segment(create(), 0), "probe"));
        await(1);
        var other = start(replacement(segment(document, 1), "other"));
        gate.countDown();

        assertThat(soon(other)).isPresent();
        assertThat(soon(started.get(0))).isPresent();
        verify(document, 3);
    }

    @Test
    void a_lost_connection_leaves_the_outcome_of_each_commit_unknown() throws Exception {
        failureOfGroups.set(new SQLException("connection_failure", "08006"));
        startLeader();
        var one = start(replacement(segment(create(), 0), "one"));
        var two = start(replacement(segment(create(), 0), "two"));
        gather(2);

        for (var commit : List.of(one, two)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> soon(commit))
                    .havingCause()
                    .isInstanceOfSatisfying(
                            StatementFailure.class,
                            failure -> assertThat(failure.isSent()).isTrue());
        }
        assertThat(soon(started.get(0))).isPresent();
    }

    @Test
    void a_group_whose_leader_fails_does_not_keep_those_that_wait() throws Exception {
        failureOfGroups.set(new SQLException("connection_failure", "08006"));
        startLeader();
        var failed = start(replacement(segment(create(), 0), "failed"));
        gather(1);
        assertThat(failed).failsWithin(20, TimeUnit.SECONDS);

        assertThat(soon(start(replacement(segment(create(), 0), "later")))).isPresent();
    }

    @Test
    void each_commit_is_written_alone_where_the_database_does_not_write_several_documents_at_once() throws Exception {
        failureOfGroups.set(new SQLException("feature_not_supported", "0A000"));
        startLeader();
        var one = start(replacement(segment(create(), 0), "one"));
        var two = start(replacement(segment(create(), 0), "two"));
        gather(2);

        assertThat(soon(one)).isPresent();
        assertThat(soon(two)).isPresent();
        assertThat(statements()).containsExactly("single", "group", "single", "single", "single");
    }
}
