package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.ANA;
import static dev.holdfast.contract.StoredText.NOON;
import static dev.holdfast.contract.StoredText.delete;
import static dev.holdfast.contract.StoredText.replace;
import static dev.holdfast.contract.StoredText.titled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentPage;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Commit;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Stamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Contract of reads: a store returns what was written. */
public interface ReadContract {

    DocumentStore emptyStore();

    @Test
    default void an_unknown_document_or_segment_is_not_found() {
        var store = emptyStore();
        var text = StoredText.in(store);
        var nowhere = StoredText.newDocumentId();

        assertThat(store.document(nowhere)).isEmpty();
        assertThat(store.page(nowhere, Optional.empty(), 10)).isEmpty();
        assertThat(store.segments(nowhere, Set.of())).isEmpty();
        assertThat(store.segment(new SegmentId(nowhere, "s"))).isEmpty();
        assertThat(store.segment(new SegmentId(text.id(), "s"))).isEmpty();
        assertThat(store.history(new SegmentId(text.id(), "s"), Optional.empty(), 10))
                .isEmpty();
        assertThat(store.nextPosition(nowhere, Optional.empty())).isEmpty();
        assertThat(store.lastPosition(text.id())).isEmpty();
        assertThat(store.count(nowhere)).isZero();
        assertThat(store.count(text.id())).isZero();
    }

    @Test
    default void any_text_is_read_as_it_was_written() {
        var text = StoredText.in(emptyStore());
        var hard =
                "\uFEFF'; DROP TABLE segment; -- \\ \" % _ \r\n\t\u0001\u007F\u0085\u2028 \uD83D\uDE00 e\u0301 \u00E9 "
                        + "\u65E5\u672C\u8A9E \u0E44\u0E17\u0E22 \u202Eabc\uFFFD\uFFFF";

        var segment = text.stored(hard);
        var empty = text.stored("");

        assertThat(segment.content()).isEqualTo(new Content(hard));
        assertThat(empty.content()).isEqualTo(new Content(""));
        assertThat(text.store()
                        .revision(segment.id(), segment.hash())
                        .orElseThrow()
                        .segment())
                .isEqualTo(segment);
    }

    @Test
    default void metadata_is_read_as_it_was_written() {
        var store = emptyStore();
        var id = StoredText.newDocumentId();
        var info = new DocumentInfo(
                "Title '\" \uD83D\uDE00", "text/vtt", "pt-BR", Optional.of("https://media.example/a%20film.webm?x=1"));

        store.commit(new Commit(
                id,
                StoredText.newKey(),
                new Stamp(ANA, NOON),
                Optional.of(new DocumentEdit.Create(id, info)),
                List.of()));

        var document = store.document(id).orElseThrow();
        assertThat(document.info()).isEqualTo(info);
        assertThat(document.created()).isEqualTo(new Stamp(ANA, NOON));
        assertThat(document.updated()).isEqualTo(new Stamp(ANA, NOON));
        assertThat(document.hash()).isEqualTo(new DocumentEdit.Create(id, info).result());
    }

    @Test
    default void segments_are_listed_in_the_byte_order_of_their_positions() {
        var text = StoredText.in(emptyStore());
        for (var digits : List.of("a", "Z", "z", "B1", "B", "0V", "9", "b", "A")) {
            text.committed(text.insert("p" + digits, new Position(digits), digits));
        }

        var page = text.store().page(text.id(), Optional.empty(), 100).orElseThrow();

        assertThat(page.segments())
                .extracting(segment -> segment.position().digits())
                .containsExactly("0V", "9", "A", "B", "B1", "Z", "a", "b", "z");
        assertThat(page.more()).isFalse();
    }

    @Test
    default void segments_are_listed_in_pages_without_tombstones() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var two = text.stored("two");
        var three = text.stored("three");
        var four = text.stored("four");
        text.committed(delete(two));

        var first = text.store().page(text.id(), Optional.empty(), 2).orElseThrow();
        var rest =
                text.store().page(text.id(), Optional.of(three.position()), 2).orElseThrow();
        var none = text.store().page(text.id(), Optional.empty(), 0).orElseThrow();

        assertThat(first).isEqualTo(new DocumentPage(text.document(), List.of(one, three), true));
        assertThat(rest).isEqualTo(new DocumentPage(text.document(), List.of(four), false));
        assertThat(none.segments()).isEmpty();
    }

    @Test
    default void named_segments_are_read_with_their_document_and_include_tombstones() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var two = text.stored("two");
        text.stored("three");
        text.committed(delete(two));
        var missing = new SegmentId(text.id(), "missing");

        var found = text.store()
                .segments(text.id(), Set.of(one.id(), two.id(), missing))
                .orElseThrow();

        assertThat(found.document()).isEqualTo(text.document());
        assertThat(found.segments()).containsExactlyInAnyOrder(one, text.segment(two.id()));
        assertThat(found.more()).isFalse();
    }

    @Test
    default void segments_that_are_not_deleted_are_counted() {
        var text = StoredText.in(emptyStore());
        text.stored("one");
        var two = text.stored("two");
        text.committed(delete(two));

        assertThat(text.store().count(text.id())).isOne();
    }

    @Test
    default void positions_in_use_include_those_of_tombstones() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var two = text.stored("two");
        text.committed(delete(two));

        assertThat(text.store().nextPosition(text.id(), Optional.empty())).contains(one.position());
        assertThat(text.store().nextPosition(text.id(), Optional.of(one.position())))
                .contains(two.position());
        assertThat(text.store().nextPosition(text.id(), Optional.of(two.position())))
                .isEmpty();
        assertThat(text.store().lastPosition(text.id())).contains(two.position());
    }

    @Test
    default void documents_are_found_by_a_part_of_their_title() {
        var store = emptyStore();
        var plain = describedAs(store, "Plain_\u00C4rger 100%");
        var other = describedAs(store, "plainXarger 1000");
        var deleted = describedAs(store, "plain_\u00E4rger too");
        var tombstone = store.document(deleted).orElseThrow();
        commit(store, new DocumentEdit.Delete(deleted, tombstone.hash()));

        assertThat(ids(store.documents("LAIN_\u00E4", Optional.empty(), 1_000))).containsExactly(plain);
        assertThat(ids(store.documents("100%", Optional.empty(), 1_000))).containsExactly(plain);
        assertThat(ids(store.documents("\\", Optional.empty(), 1_000))).isEmpty();
        assertThat(ids(store.documents("", Optional.empty(), 1_000)))
                .contains(plain, other)
                .doesNotContain(deleted);
    }

    @Test
    default void documents_are_listed_in_pages_in_the_byte_order_of_their_ids() {
        var store = emptyStore();
        var prefix = StoredText.newDocumentId().value();
        var created = List.of("-", "0", "A", "Z", "_", "a", "z").stream()
                .map(suffix -> new DocumentId(prefix + suffix))
                .toList();
        created.forEach(id -> commit(store, new DocumentEdit.Create(id, titled(prefix))));

        var first = store.documents(prefix, Optional.empty(), 3);
        var rest = store.documents(prefix, Optional.of(created.get(2)), 100);

        assertThat(ids(first)).isEqualTo(created.subList(0, 3));
        assertThat(ids(rest)).isEqualTo(created.subList(3, created.size()));
    }

    private static DocumentId describedAs(DocumentStore store, String title) {
        var id = StoredText.newDocumentId();
        commit(store, new DocumentEdit.Create(id, titled(title)));
        return id;
    }

    private static void commit(DocumentStore store, DocumentEdit edit) {
        var outcome = store.commit(
                new Commit(edit.document(), StoredText.newKey(), new Stamp(ANA, NOON), Optional.of(edit), List.of()));
        assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
    }

    private static List<DocumentId> ids(List<Document> documents) {
        return documents.stream().map(Document::id).toList();
    }

    @Test
    default void a_listener_is_called_after_a_commit_until_it_unsubscribes() throws Exception {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("text");
        var notified = new LinkedBlockingQueue<DocumentId>();
        var late = new LinkedBlockingQueue<DocumentId>();

        try (var subscription = text.store().onCommit(notified::add)) {
            assertThat(subscription).isNotNull();
            text.committed(replace(segment, "1"));
            assertThat(notified.poll(30, TimeUnit.SECONDS)).isEqualTo(text.id());
        }
        notified.clear();

        try (var subscription = text.store().onCommit(late::add)) {
            assertThat(subscription).isNotNull();
            text.committed(replace(text.segment(segment.id()), "2"));
            assertThat(late.poll(30, TimeUnit.SECONDS)).isEqualTo(text.id());
        }
        assertThat(notified).isEmpty();
    }

    @Test
    default void a_failing_listener_affects_neither_the_commit_nor_other_listeners() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("text");
        var notified = new LinkedBlockingQueue<DocumentId>();

        try (var bad = text.store().onCommit(document -> {
                    throw new IllegalStateException("a listener that fails");
                });
                var good = text.store().onCommit(notified::add)) {
            assertThat(bad).isNotSameAs(good);
            text.committed(replace(segment, "1"));
        }

        assertThat(text.segment(segment.id()).content()).isEqualTo(new Content("1"));
        assertThat(notified).contains(text.id());
    }
}
