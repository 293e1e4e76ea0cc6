package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.EditRequest;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.Place;
import dev.holdfast.application.PreparedWrite;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.Stamp;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Round trips to the database that each use case takes. */
final class RoundTripsTest {

    private static final Author ANA = Author.verified("Ana");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static RoundTripCounter counter;
    private static PostgresPool pool;
    private static PostgresDocumentStore store;
    private static Holdfast holdfast;

    private List<Segment> segments = List.of();

    @BeforeAll
    static void open_a_store_behind_a_counting_proxy() throws IOException, SQLException {
        var url = TestDatabase.freshDatabase();
        counter = new RoundTripCounter(url);
        pool = PostgresPool.open(new PoolSettings(counter.url(), 2, Duration.ofSeconds(10), Duration.ofSeconds(30)));
        PostgresDocumentStore.migrate(pool.dataSource());
        store = PostgresDocumentStore.in(pool.dataSource());
        holdfast = Holdfast.over(
                store, AccessPolicy.everyoneMayDoEverything(), Instant::now, () -> "id" + NUMBERS.incrementAndGet());
        openAllConnections();
    }

    /** One for requests and one for notifications, so that none is opened while round trips are counted. */
    private static void openAllConnections() throws SQLException {
        try (var one = pool.dataSource().getConnection();
                var other = pool.dataSource().getConnection()) {
            assertThat(one).isNotSameAs(other);
        }
    }

    @AfterAll
    static void close() {
        store.close();
        pool.close();
        counter.close();
    }

    @BeforeEach
    void create_a_document() {
        var texts = IntStream.range(0, 100)
                .mapToObj(number -> NewContent.of("text " + number))
                .toList();
        var info = new DocumentInfo("", "text/plain", "", Optional.empty());
        var document = holdfast.documents()
                .create(WriteRequest.by(ANA), new NewDocument(Optional.empty(), info, texts))
                .document();
        segments = holdfast.segments()
                .list(ANA, document.id(), Optional.empty(), 1_000)
                .segments();
    }

    private Segment first() {
        return segments.get(0);
    }

    private static PreparedWrite keyed() {
        var key = "key " + NUMBERS.incrementAndGet();
        return WriteRequest.by(ANA).withKey(new CommitKey(key, Digest.of(key)));
    }

    private void edit(PreparedWrite request, String text) {
        var unused = holdfast.segments().edit(request, first().id(), current -> new Content(text));
    }

    @Test
    void a_saved_edit_takes_one_read_and_one_write() {
        var request = WriteRequest.by(ANA).expecting(first().hash());

        assertThat(counter.of(() -> edit(request, "new"))).isEqualTo(2);
    }

    @Test
    void a_saved_edit_with_a_key_takes_one_read_and_one_write() {
        var request = keyed().expecting(first().hash());

        assertThat(counter.of(() -> edit(request, "new"))).isEqualTo(2);
    }

    @Test
    void a_deletion_takes_one_read_and_one_write() {
        var request = keyed().expecting(first().hash());

        assertThat(counter.of(() -> holdfast.segments().delete(request, first().id())))
                .isEqualTo(2);
    }

    @Test
    void an_edit_of_a_stale_version_takes_few_reads() {
        var hash = first().hash();
        edit(WriteRequest.by(ANA).expecting(hash), "new");

        assertThat(counter.of(() -> assertThatThrownBy(() -> edit(keyed().expecting(hash), "other"))
                        .isInstanceOf(ConcurrencyConflict.class)))
                .isLessThanOrEqualTo(3);
    }

    @Test
    void a_commit_that_comes_second_takes_one_read_to_explain() {
        var hash = first().hash();
        edit(WriteRequest.by(ANA).expecting(hash), "new");
        var id = first().id();
        var commit = new Commit(
                id.document(),
                new CommitKey("second", Digest.of("second")),
                new Stamp(ANA, Instant.now()),
                Optional.empty(),
                List.of(new Edit.Replace(id, hash, new Content("other"))));

        assertThat(counter.of(() -> store.commit(commit))).isEqualTo(2);
    }

    @Test
    void a_repeated_edit_takes_two_reads() {
        var request = keyed().expecting(first().hash());
        edit(request, "new");

        assertThat(counter.of(() -> edit(request, "new"))).isEqualTo(2);
    }

    @Test
    void each_read_takes_one_round_trip() {
        var document = first().document();

        assertThat(counter.of(() -> holdfast.segments().read(ANA, first().id())))
                .isOne();
        assertThat(counter.of(() -> holdfast.segments().list(ANA, document, Optional.empty(), 100)))
                .isOne();
        assertThat(counter.of(() -> holdfast.segments().page(ANA, first().id(), Optional.empty(), 50)))
                .isOne();
        assertThat(counter.of(() -> holdfast.documents().read(ANA, document))).isOne();
        assertThat(counter.of(() -> holdfast.documents().list(ANA, "", Optional.empty(), 100)))
                .isOne();
        assertThat(counter.of(() -> holdfast.documents().export(ANA, document, "txt")))
                .isOne();
        assertThat(counter.of(() -> holdfast.changes().tip(ANA, document))).isOne();
        assertThat(counter.of(() -> holdfast.changes().after(ANA, document, Cursor.after(0), 5)))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void an_insertion_takes_few_round_trips() {
        var document = first().document();
        var insertion = new EditRequest.Insert(Optional.empty(), NewContent.of("new"), new Place.AtEnd());

        assertThat(counter.of(() -> holdfast.segments().insert(keyed(), document, () -> insertion)))
                .isLessThanOrEqualTo(4);
    }

    @Test
    void a_small_batch_takes_few_round_trips() {
        var edits = segments.subList(0, 5).stream()
                .<EditRequest>map(segment -> new EditRequest.Replace(
                        segment.id(), new Precondition.Matches(Set.of(segment.hash())), current -> new Content("new")))
                .toList();

        assertThat(counter.of(() -> holdfast.documents().edit(keyed(), first().document(), edits)))
                .isLessThanOrEqualTo(3);
    }
}
