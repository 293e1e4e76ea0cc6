package dev.holdfast.contract;

import static dev.holdfast.contract.StoredText.delete;
import static dev.holdfast.contract.StoredText.move;
import static dev.holdfast.contract.StoredText.replace;
import static dev.holdfast.contract.StoredText.restore;
import static dev.holdfast.contract.StoredText.titled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.Change;
import dev.holdfast.domain.DocumentEdit;
import dev.holdfast.domain.Edit;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.Operation;
import dev.holdfast.domain.Position;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Contract of the log of commits and of the history of segments. */
public interface LogContract {

    DocumentStore emptyStore();

    @Test
    default void the_log_holds_every_commit_in_order_and_without_gaps() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var edit = replace(one, "1");
        var commit = text.commit(edit);

        var returned = text.committed(commit);

        var log = text.store().commits(text.id(), 0, 10);
        assertThat(log).extracting(LoggedCommit::revision).containsExactly(1L, 2L, 3L);
        assertThat(log.get(2)).isEqualTo(returned);
        assertThat(returned.key()).isEqualTo(commit.key());
        assertThat(returned.stamp()).isEqualTo(commit.stamp());
        assertThat(returned.changes()).containsExactly(Change.OfSegment.of(edit, text.segment(one.id())));
    }

    @Test
    default void the_log_is_read_from_a_revision_on() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("0");
        for (var i = 1; i <= 5; i++) {
            text.committed(replace(text.segment(segment.id()), "" + i));
        }

        assertThat(text.store().commits(text.id(), 3, 2))
                .extracting(LoggedCommit::revision)
                .containsExactly(4L, 5L);
        assertThat(text.store().commits(text.id(), 7, 2)).isEmpty();
        assertThat(text.store().commits(text.id(), 99, 2)).isEmpty();
    }

    @Test
    default void a_commit_of_many_edits_keeps_their_order() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var two = text.stored("two");
        var end = Position.between(two.position(), null);

        var commit = text.committed(delete(two), text.insert("three", end, "three"), replace(one, "1"));

        assertThat(commit.changes())
                .extracting(Change::operation)
                .containsExactly(Operation.DELETE, Operation.INSERT, Operation.REPLACE);
        assertThat(text.store().commits(text.id(), commit.revision() - 1, 1)).containsExactly(commit);
        assertThat(text.document().tip()).isEqualTo(commit.tip());
    }

    @Test
    default void a_change_of_the_document_is_in_the_log() {
        var text = StoredText.in(emptyStore());
        var before = text.document();
        var edit = new DocumentEdit.Describe(text.id(), before.hash(), titled("Renamed"));

        var commit = text.committed(text.commit(edit));

        assertThat(commit.changes())
                .containsExactly(Change.OfDocument.of(edit, before.version().next(), titled("Renamed")));
        assertThat(text.store().commits(text.id(), before.revision(), 10)).containsExactly(commit);
    }

    @Test
    default void a_segments_history_is_its_versions_the_newest_first() {
        var text = StoredText.in(emptyStore());
        var first = text.stored("first");
        text.committed(replace(first, "second"));
        text.stored("another segment");
        text.committed(delete(text.segment(first.id())));

        var history = text.store().history(first.id(), Optional.empty(), 10);

        assertThat(history)
                .extracting(revision -> revision.segment().version().number())
                .containsExactly(3L, 2L, 1L);
        assertThat(history)
                .extracting(revision -> revision.change().operation())
                .containsExactly(Operation.DELETE, Operation.REPLACE, Operation.INSERT);
        assertThat(history.get(0).segment()).isEqualTo(text.segment(first.id()));
        assertThat(history.get(2).segment()).isEqualTo(first);
        assertThat(history).extracting(Revision::revision).containsExactly(5L, 3L, 2L);
    }

    @Test
    default void a_segments_history_comes_in_pages() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("1");
        for (var i = 2; i <= 5; i++) {
            text.committed(replace(text.segment(segment.id()), "" + i));
        }

        var page = text.store().history(segment.id(), Optional.of(new Version(4)), 2);

        assertThat(page)
                .extracting(revision -> revision.segment().version().number())
                .containsExactly(3L, 2L);
        assertThat(text.store().history(segment.id(), Optional.of(Version.FIRST), 2))
                .isEmpty();
    }

    @Test
    default void a_version_is_found_by_hash_and_by_number() {
        var text = StoredText.in(emptyStore());
        var first = text.stored("first");
        var other = text.stored("other");
        text.committed(replace(first, "second"));

        assertThat(text.store().revision(first.id(), first.hash()).map(Revision::segment))
                .contains(first);
        assertThat(text.store().revision(first.id(), Version.FIRST).map(Revision::segment))
                .contains(first);
        assertThat(text.store().revision(first.id(), other.hash())).isEmpty();
        assertThat(text.store().revision(first.id(), Hash.before(first.id()))).isEmpty();
        assertThat(text.store().revision(first.id(), new Version(3))).isEmpty();
    }

    @Test
    default void the_revisions_that_made_the_versions_of_a_segment_are_listed_the_newest_first() {
        var text = StoredText.in(emptyStore());
        var segment = text.stored("1");
        text.stored("another segment");
        for (var i = 2; i <= 5; i++) {
            text.committed(replace(text.segment(segment.id()), "" + i));
        }
        var store = text.store();

        assertThat(store.revisions(segment.id(), Version.FIRST, new Version(5), 10))
                .containsExactly(7L, 6L, 5L, 4L);
        assertThat(store.revisions(segment.id(), new Version(2), new Version(4), 10))
                .containsExactly(6L, 5L);
        assertThat(store.revisions(segment.id(), Version.FIRST, new Version(5), 2))
                .containsExactly(7L, 6L);
        assertThat(store.revisions(segment.id(), new Version(5), new Version(5), 10))
                .isEmpty();
        assertThat(store.revisions(new SegmentId(text.id(), "s"), Version.FIRST, new Version(5), 10))
                .isEmpty();
    }

    @Test
    default void the_segments_that_commits_inserted_are_as_they_were_inserted() {
        var text = StoredText.in(emptyStore());
        var one = text.stored("one");
        var end = Position.between(one.position(), null);
        var both = text.committed(
                replace(one, "1"),
                text.insert("two", end, "two"),
                text.insert("three", Position.between(end, null), "three"));
        var two = text.segment(new SegmentId(text.id(), "two"));
        var three = text.segment(new SegmentId(text.id(), "three"));
        var renamed = text.committed(replace(two, "2"));
        var store = text.store();

        assertThat(store.inserted(text.id(), Set.of(2L, both.revision(), renamed.revision(), 99L), 10))
                .isEqualTo(Map.of(2L, List.of(one), both.revision(), List.of(two, three)));
        assertThat(store.inserted(text.id(), Set.of(1L), 10)).isEmpty();
        assertThat(store.inserted(text.id(), Set.of(), 10)).isEmpty();
        assertThat(store.inserted(text.id(), Set.of(both.revision()), 1))
                .isEqualTo(Map.of(both.revision(), List.of(two)));
        assertThat(store.inserted(StoredText.newDocumentId(), Set.of(1L), 10)).isEmpty();
    }

    @Test
    default void after_all_kinds_of_commits_the_log_is_verified() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var text = StoredText.in(emptyStore());
        var segments = new ArrayList<Segment>();
        for (var i = 0; i < 5; i++) {
            segments.add(text.stored("text " + i));
        }

        for (var i = 0; i < 100; i++) {
            var segment =
                    text.segment(segments.get(random.nextInt(segments.size())).id());
            text.committed(anyEdit(text, segment, random));
        }

        try {
            text.verifyLog();
        } catch (AssertionError e) {
            throw new AssertionError("Seed " + seed, e);
        }
    }

    private static Edit anyEdit(StoredText text, Segment segment, Random random) {
        if (segment.deleted()) {
            return restore(segment, "restored " + random.nextInt());
        }
        var end = Position.between(text.store().lastPosition(text.id()).orElseThrow(), null);
        var edits = List.of(replace(segment, "text " + random.nextInt()), delete(segment), move(segment, end));
        return edits.get(random.nextInt(edits.size()));
    }
}
