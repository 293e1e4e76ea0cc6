package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.ANA;
import static dev.holdfast.contract.StoredText.NOON;
import static dev.holdfast.contract.StoredText.delete;
import static dev.holdfast.contract.StoredText.newKey;
import static dev.holdfast.contract.StoredText.replace;
import static dev.holdfast.contract.StoredText.restore;
import static dev.holdfast.contract.StoredText.titled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Stamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * Contract of reads while somebody writes: each is of one moment. Every commit of the writer sets the title and all texts to
 * the revision that it makes, so that a read of two moments holds two numbers.
 */
public interface SnapshotContract {

    /** Moments that each reader sees before the writer stops. */
    int MOMENTS = 40;

    int READERS = 3;

    DocumentStore emptyStore();

    @Test
    default void a_page_is_of_one_moment() {
        var written = new Written(StoredText.in(emptyStore()));

        assertThat(written.torn(written::page)).isEmpty();
    }

    @Test
    default void the_rest_of_a_document_is_of_one_moment() {
        var written = new Written(StoredText.in(emptyStore()));
        var after = Optional.of(written.segments.get(0).position());

        assertThat(written.torn(() ->
                        written.text.store().page(written.text.id(), after, 10).orElseThrow()))
                .isEmpty();
    }

    @Test
    default void named_segments_and_their_document_are_of_one_moment() {
        var written = new Written(StoredText.in(emptyStore()));
        var named = new HashSet<SegmentId>();
        written.segments.forEach(segment -> named.add(segment.id()));

        assertThat(written.torn(() ->
                        written.text.store().segments(written.text.id(), named).orElseThrow()))
                .isEmpty();
    }

    @Test
    default void an_older_version_of_a_document_ends_its_log_at_one_moment() {
        var written = new Written(StoredText.in(emptyStore()));
        var first = written.text.document();

        assertThat(written.torn(
                        () -> written.text
                                .store()
                                .document(written.text.id(), first.hash())
                                .orElseThrow(),
                        written::isTipInLog,
                        Document::revision))
                .isEmpty();
    }

    @Test
    default void a_commit_in_the_log_is_whole() {
        var written = new Written(StoredText.in(emptyStore()));
        var store = written.text.store();

        assertThat(written.torn(
                        () -> last(store.commits(written.text.id(), written.atLeast(), 5)),
                        commit -> commit.isEmpty() || written.isWhole(commit.get()),
                        commit -> commit.map(LoggedCommit::revision).orElse(0L)))
                .isEmpty();
    }

    private static Optional<LoggedCommit> last(List<LoggedCommit> commits) {
        return commits.stream().reduce((first, second) -> second);
    }

    /** A document with three texts, of which the last is deleted at every odd revision. */
    final class Written {

        final StoredText text;
        final List<Segment> segments;
        private final AtomicInteger reading = new AtomicInteger(READERS);
        private volatile long acknowledged;

        Written(StoredText text) {
            this.text = text;
            this.segments = List.of(text.stored("0"), text.stored("0"), text.stored("0"));
            write();
        }

        DocumentPage page() {
            return text.store().page(text.id(), Optional.empty(), 10).orElseThrow();
        }

        /** A revision that was made before now. */
        long atLeast() {
            return acknowledged - 1;
        }

        /** Reads while one writes, until each reader has seen enough moments; returns the torn pages. */
        List<DocumentPage> torn(Supplier<DocumentPage> read) {
            return torn(read, this::isOfOneMoment, page -> page.document().revision());
        }

        <T> List<T> torn(Supplier<T> read, Predicate<T> isWhole, ToLongFunction<T> moment) {
            return Race.<List<T>>run(
                            READERS + 1,
                            runner -> runner == 0
                                    ? this::writeOn
                                    : () -> {
                                        try {
                                            return read(read, isWhole, moment);
                                        } finally {
                                            reading.decrementAndGet();
                                        }
                                    })
                    .stream()
                    .flatMap(List::stream)
                    .toList();
        }

        private static <T> List<T> read(Supplier<T> read, Predicate<T> isWhole, ToLongFunction<T> moment) {
            var torn = new ArrayList<T>();
            var moments = new HashSet<Long>();
            while (moments.size() < MOMENTS
                    && torn.isEmpty()
                    && !Thread.currentThread().isInterrupted()) {
                var found = read.get();
                moments.add(moment.applyAsLong(found));
                if (!isWhole.test(found)) {
                    torn.add(found);
                }
            }
            return torn;
        }

        private <T> List<T> writeOn() {
            while (reading.get() > 0 && !Thread.currentThread().isInterrupted()) {
                write();
            }
            return List.of();
        }

        private void write() {
            var document = text.document();
            var next = document.revision() + 1;
            var title = new DocumentEdit.Describe(text.id(), document.hash(), titled("" + next));
            var edits = segments.stream().map(segment -> edit(text.segment(segment.id()), next));
            text.committed(new Commit(text.id(), newKey(), new Stamp(ANA, NOON), Optional.of(title), edits.toList()));
            acknowledged = next;
        }

        private Edit edit(Segment now, long next) {
            if (!now.id().equals(segments.get(2).id())) {
                return replace(now, "" + next);
            }
            return now.deleted() ? restore(now, "" + next) : delete(now);
        }

        private boolean isOfOneMoment(DocumentPage page) {
            var revision = "" + page.document().revision();
            var texts = new HashSet<String>();
            page.segments().stream()
                    .filter(segment -> !segment.deleted())
                    .forEach(segment -> texts.add(segment.content().text()));
            var last = page.segments().stream()
                    .anyMatch(segment -> segment.id().equals(segments.get(2).id()) && !segment.deleted());
            return page.document().info().title().equals(revision)
                    && texts.equals(Set.of(revision))
                    && last == (page.document().revision() % 2 == 0)
                    && isTipInLog(page.document());
        }

        boolean isTipInLog(Document document) {
            return text.store().commits(text.id(), document.revision() - 1, 1).stream()
                    .anyMatch(commit -> commit.tip().equals(document.tip()));
        }

        boolean isWhole(LoggedCommit commit) {
            var revision = "" + commit.revision();
            return commit.changes().size() == 1 + segments.size()
                    && commit.documentChange()
                            .filter(change -> change.info().title().equals(revision))
                            .isPresent()
                    && commit.segments().stream()
                            .filter(segment -> !segment.deleted())
                            .allMatch(segment -> segment.content().text().equals(revision));
        }
    }
}
