package dev.holdfast.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.Stale;
import dev.holdfast.application.CommitOutcome.StaleDocument;
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
import dev.holdfast.domain.LogVerifier;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Commits in one statement and commits in a transaction, of the same segments at the same time. */
final class MixedCommitsTest {

    private static final DocumentId FILM = new DocumentId("film");
    private static final int SEGMENTS = 4;
    private static final int WRITERS = 8;
    private static final int ATTEMPTS = 40;

    private static Commit commit(String key, Optional<DocumentEdit> documentEdit, List<Edit> edits) {
        var stamp = new Stamp(Author.verified("Ana"), Instant.now());
        return new Commit(FILM, new CommitKey(key, Digest.of(key)), stamp, documentEdit, edits);
    }

    private static void create(PostgresDocumentStore store) {
        var inserts = new ArrayList<Edit>();
        var positions = Position.spread(null, null, SEGMENTS);
        for (var i = 0; i < SEGMENTS; i++) {
            var block = Block.of(SegmentKind.TEXT, new Content("text"));
            inserts.add(new Edit.Insert(new SegmentId(FILM, "s" + i), positions.get(i), block));
        }
        var create = new DocumentEdit.Create(FILM, new DocumentInfo("", "text/plain", "", Optional.empty()));
        assertThat(store.commit(commit("create", Optional.of(create), inserts))).isInstanceOf(Committed.class);
    }

    /** Makes many attempts, each of one to three segments in any order, some with the document itself. */
    private static int write(PostgresDocumentStore store, int writer) {
        var random = new Random(writer);
        var committed = 0;
        for (var i = 0; i < ATTEMPTS; i++) {
            var page = store.page(FILM, Optional.empty(), SEGMENTS).orElseThrow();
            var segments = new ArrayList<>(page.segments());
            Collections.shuffle(segments, random);
            var text = "writer %d, attempt %d".formatted(writer, i);
            var edits = segments.subList(0, 1 + random.nextInt(3)).stream()
                    .<Edit>map(segment -> new Edit.Replace(segment.id(), segment.hash(), new Content(text)))
                    .toList();
            var describe = new DocumentEdit.Describe(
                    FILM, page.document().hash(), new DocumentInfo(text, "text/plain", "", Optional.empty()));
            var documentEdit =
                    random.nextInt(4) == 0 ? Optional.<DocumentEdit>of(describe) : Optional.<DocumentEdit>empty();
            CommitOutcome outcome = store.commit(commit(text, documentEdit, edits));
            assertThat(outcome).isInstanceOfAny(Committed.class, Stale.class, StaleDocument.class);
            committed += outcome instanceof Committed ? 1 : 0;
        }
        return committed;
    }

    @Test
    void commits_in_one_statement_and_in_a_transaction_make_one_log_without_gaps_and_never_deadlock() {
        var url = TestDatabase.freshDatabase();
        try (var pool = PostgresPool.open(PoolSettings.of(url))) {
            PostgresDocumentStore.migrate(pool.dataSource());
            try (var store = PostgresDocumentStore.in(pool.dataSource())) {
                create(store);

                var committed = Race.run(WRITERS, writer -> () -> write(store, writer)).stream()
                        .mapToInt(Integer::intValue)
                        .sum();

                var log = store.commits(FILM, 0, 10_000);
                var verifier = new LogVerifier(FILM);
                log.forEach(verifier::accept);
                var page = store.page(FILM, Optional.empty(), SEGMENTS).orElseThrow();
                verifier.compare(page.document().tip(), page.segments());
                verifier.compare(page.document());
                assertThat(verifier.problems()).isEmpty();
                assertThat(log).hasSize(1 + committed);
                assertThat(page.segments().stream()
                                .mapToLong(segment -> segment.version().number())
                                .sum())
                        .isEqualTo(log.stream()
                                .mapToLong(commit -> commit.segments().size())
                                .sum());
            }
        }
        assertThat(deadlocks(url)).isZero();
    }

    private static long deadlocks(String url) {
        return Jdbi.create(url)
                .withHandle(handle -> handle.select(
                                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                        .mapTo(Long.class)
                        .one());
    }
}
