package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.ANA;
import static dev.holdfast.contract.StoredText.delete;
import static dev.holdfast.contract.StoredText.key;
import static dev.holdfast.contract.StoredText.newKey;
import static dev.holdfast.contract.StoredText.replace;
import static dev.holdfast.contract.StoredText.titled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.CommitOutcome.Committed;
import dev.holdfast.application.CommitOutcome.Repeated;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.UnchangedWrite;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.StoreUnavailable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Contract of what outlives the store: all that it acknowledged, and nothing in halves. */
public interface DurabilityContract {

    int WRITERS = 6;

    int COMMITS_EACH = 15;

    DocumentStore emptyStore();

    StorageFaults faults();

    @Test
    default void all_that_was_acknowledged_is_there_after_reopening() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var two = text.stored("two");
        var commit = text.commit(ANA, key("k"), replace(one, "1"));
        var logged = text.committed(commit);
        text.committed(delete(two));
        text.committed(
                text.commit(new DocumentEdit.Describe(text.id(), text.document().hash(), titled("Renamed"))));
        var unchanged = new UnchangedWrite(
                text.id(), ANA, key("nothing"), text.document().tip(), List.of());
        text.store().keep(unchanged);
        var before = text.everything();
        var tombstone = text.segment(two.id());
        var history = text.store().history(one.id(), Optional.empty(), 10);

        var again = faults().reopened();

        var reopened = StoredText.of(again, text.id());
        assertThat(reopened.everything()).isEqualTo(before);
        assertThat(reopened.segment(two.id())).isEqualTo(tombstone);
        assertThat(again.history(one.id(), Optional.empty(), 10)).isEqualTo(history);
        assertThat(again.commit(commit)).isEqualTo(new Repeated(logged));
        assertThat(again.unchangedWithKey(text.id(), ANA, "nothing")).contains(unchanged);
        reopened.verifyLog();
    }

    @Test
    default void a_reopened_document_is_edited_further() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");

        var reopened = StoredText.of(faults().reopened(), text.id());
        var commit = reopened.committed(replace(one, "1"));

        assertThat(commit.revision()).isEqualTo(3);
        reopened.verifyLog();
    }

    @Test
    default void commits_that_are_interrupted_are_made_once_when_they_are_sent_again() {
        var text = StoredText.in(emptyStore());
        var segments =
                IntStream.range(0, WRITERS).mapToObj(i -> text.stored("0")).toList();
        var writing = new AtomicInteger(WRITERS);

        Race.run(
                WRITERS + 1,
                runner -> runner == WRITERS
                        ? () -> interruptWhile(writing)
                        : () -> {
                            try {
                                return write(text, segments.get(runner));
                            } finally {
                                writing.decrementAndGet();
                            }
                        });

        assertThat(text.document().revision()).isEqualTo(1L + WRITERS + WRITERS * COMMITS_EACH);
        assertThat(segments)
                .allSatisfy(segment -> assertThat(
                                text.segment(segment.id()).version().number())
                        .isEqualTo(1L + COMMITS_EACH));
        text.verifyLog();
    }

    private Optional<Object> interruptWhile(AtomicInteger writing) {
        while (writing.get() > 0) {
            faults().interrupt();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return Optional.empty();
    }

    private static Optional<Object> write(StoredText text, Segment segment) {
        var seen = segment;
        for (var i = 1; i <= COMMITS_EACH; i++) {
            var commit = text.commit(ANA, newKey(), replace(seen, "" + i));
            assertThat(untilAnswered(text.store(), commit)).isInstanceOfAny(Committed.class, Repeated.class);
            seen = segment(text, seen);
        }
        return Optional.empty();
    }

    private static CommitOutcome untilAnswered(DocumentStore store, Commit commit) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                return store.commit(commit);
            } catch (StoreUnavailable e) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }
    }

    private static Segment segment(StoredText text, Segment seen) {
        while (true) {
            try {
                return text.store()
                        .segments(text.id(), Set.of(seen.id()))
                        .orElseThrow()
                        .segments()
                        .get(0);
            } catch (StoreUnavailable e) {
                // Read again: the interruption ends with the writers.
            }
        }
    }
}
