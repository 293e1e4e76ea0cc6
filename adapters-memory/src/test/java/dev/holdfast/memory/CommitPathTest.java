package dev.holdfast.memory;

import static dev.holdfast.application.SegmentChange.to;
import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.BY_BEN;
import static dev.holdfast.memory.Fixture.info;
import static dev.holdfast.memory.Fixture.key;
import static dev.holdfast.memory.Fixture.replace;
import static dev.holdfast.memory.Fixture.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.EditRequest;
import dev.holdfast.application.Effect;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.Place;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.ContentTooLarge;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.KeyReused;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.PreconditionRequired;
import dev.holdfast.domain.Revision;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.domain.TooManySegments;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Commits that meet another one of the same moment, and limits to which a commit may go. */
final class CommitPathTest {

    private static final Precondition EXISTS = new Precondition.Exists();

    private final MemoryDocumentStore store = new MemoryDocumentStore();
    private final Fixture fixture = Fixture.over(store);
    private int calls;

    /** Holdfast of a writer before whose commits, counted from 1, something else happens. */
    private Fixture meeting(IntConsumer other) {
        return meeting("commit", other);
    }

    /** The same before calls of a method of the store. */
    private Fixture meeting(String called, IntConsumer other) {
        return Fixture.over((DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(called)) {
                        other.accept(++calls);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Fixture meetingOnce(Runnable other) {
        return meeting(commit -> {
            if (commit == 1) {
                other.run();
            }
        });
    }

    private static UnaryOperator<DocumentInfo> titled(String title) {
        return info -> new DocumentInfo(title, info.mediaType(), info.language(), info.mediaUrl());
    }

    private static EditRequest insertion(String text) {
        return new EditRequest.Insert(Optional.empty(), NewContent.of(text), new Place.AtEnd());
    }

    private static EditRequest deletion(Segment segment) {
        return new EditRequest.Delete(segment.id(), seen(segment), Optional.empty());
    }

    private Document now(Document document) {
        return store.document(document.id()).orElseThrow();
    }

    @Test
    void a_writer_who_is_overtaken_every_time_gives_up_after_a_hundred_attempts_and_has_written_nothing() {
        var segment = fixture.segment("text");
        var late = meeting(commit ->
                fixture.holdfast.segments().edit(BY_ANA.expecting(EXISTS), segment.id(), to("other " + commit)));

        assertThatThrownBy(() -> late.holdfast.segments().edit(BY_BEN.expecting(EXISTS), segment.id(), to("mine")))
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        unavailable -> assertThat(unavailable.outcomeUnknown()).isFalse());
        assertThat(calls).isEqualTo(100);
        assertThat(fixture.now(segment).content().text()).isEqualTo("other 100");
    }

    @Test
    void a_writer_who_is_overtaken_ninety_nine_times_succeeds() {
        var segment = fixture.segment("text");
        var late = meeting(commit -> {
            if (commit < 100) {
                fixture.holdfast.segments().edit(BY_ANA.expecting(EXISTS), segment.id(), to("other " + commit));
            }
        });

        late.holdfast.segments().edit(BY_BEN.expecting(EXISTS), segment.id(), to("mine"));

        assertThat(fixture.now(segment).content().text()).isEqualTo("mine");
    }

    @Test
    void metadata_that_may_have_any_version_are_changed_onto_the_newest() {
        var document = fixture.document("text");
        var late = meetingOnce(() -> fixture.holdfast
                .documents()
                .describe(
                        BY_ANA.expecting(EXISTS),
                        document.id(),
                        info -> new DocumentInfo(info.title(), info.mediaType(), "fr", info.mediaUrl())));

        var saved = late.holdfast.documents().describe(BY_BEN.expecting(EXISTS), document.id(), titled("New"));

        assertThat(saved.effect()).isEqualTo(Effect.WRITTEN);
        assertThat(saved.document()).isEqualTo(now(document));
        assertThat(now(document).info().title()).isEqualTo("New");
        assertThat(now(document).info().language()).isEqualTo("fr");
    }

    @Test
    void metadata_of_the_version_that_was_seen_are_refused_with_that_version_as_the_base() {
        var document = fixture.document("text");
        var late = meetingOnce(() -> fixture.holdfast
                .documents()
                .describe(BY_ANA.expecting(document.hash()), document.id(), titled("Theirs")));

        var refusal = catchThrowableOfType(
                DocumentConflict.class,
                () -> late.holdfast
                        .documents()
                        .describe(BY_BEN.expecting(document.hash()), document.id(), titled("Mine")));

        assertThat(refusal.current()).isEqualTo(now(document));
        assertThat(refusal.current().info().title()).isEqualTo("Theirs");
        assertThat(refusal.base().orElseThrow().hash()).isEqualTo(document.hash());
    }

    @Test
    void of_several_versions_of_metadata_that_were_seen_the_newest_is_the_base() {
        var first = fixture.document("text");
        var documents = fixture.holdfast.documents();
        var second = documents
                .describe(BY_ANA.expecting(first.hash()), first.id(), titled("Second"))
                .document();
        documents.describe(BY_ANA.expecting(second.hash()), first.id(), titled("Third"));

        var refusal = catchThrowableOfType(
                DocumentConflict.class,
                () -> documents.describe(
                        BY_BEN.expecting(new Precondition.Matches(Set.of(first.hash(), second.hash()))),
                        first.id(),
                        titled("Mine")));

        assertThat(refusal.base().orElseThrow().hash()).isEqualTo(second.hash());
    }

    @Test
    void a_request_that_is_sent_twice_at_once_is_done_once_and_both_get_its_result() {
        var segment = fixture.segment("text");
        var request = BY_ANA.expecting(segment.hash()).withKey(key("k"));
        var late = meetingOnce(() -> fixture.holdfast.segments().edit(request, segment.id(), to("new")));

        var saved = late.holdfast.segments().edit(request, segment.id(), to("new"));

        assertThat(saved.effect()).isEqualTo(Effect.REPLAYED);
        assertThat(saved.segment()).isEqualTo(fixture.now(segment));
        assertThat(fixture.now(segment).version().number()).isEqualTo(2);
    }

    @Test
    void a_batch_that_is_sent_twice_at_once_is_done_once_and_both_get_its_result() {
        var document = fixture.document("one", "two");
        var one = fixture.segments(document).get(0);
        var request = BY_ANA.withKey(key("k"));
        EditRequest[] edits = {replace(one, "one", "ONE"), insertion("three")};
        var late = meetingOnce(() -> fixture.edit(request, document, edits));

        var saved = late.edit(request, document, edits);

        assertThat(saved.effect()).isEqualTo(Effect.REPLAYED);
        assertThat(saved.tip()).isEqualTo(now(document).tip());
        assertThat(fixture.texts(document)).containsExactly("ONE", "two", "three");
    }

    @Test
    void a_batch_that_was_done_since_its_key_was_looked_up_gets_the_first_result() {
        var document = fixture.document("one", "two");
        var one = fixture.segments(document).get(0);
        var request = BY_ANA.withKey(key("k"));
        var late = meeting("segments", call -> {
            if (call == 1) {
                fixture.edit(request, document, replace(one, "one", "ONE"));
            }
        });

        var saved = late.edit(request, document, replace(one, "one", "ONE"));

        assertThat(saved.effect()).isEqualTo(Effect.REPLAYED);
        assertThat(saved.segments()).containsExactly(fixture.now(one));
        assertThat(now(document).revision()).isEqualTo(2);
    }

    @Test
    void an_insertion_that_is_sent_twice_at_once_is_done_once() {
        var document = fixture.document("one");
        var request = BY_ANA.withKey(key("k"));
        var late = meetingOnce(() -> fixture.edit(request, document, insertion("two")));

        var saved = late.edit(request, document, insertion("two"));

        assertThat(saved.effect()).isEqualTo(Effect.REPLAYED);
        assertThat(fixture.texts(document)).containsExactly("one", "two");
    }

    @Test
    void metadata_that_are_sent_twice_at_once_are_changed_once() {
        var document = fixture.document("text");
        var request = BY_ANA.expecting(document.hash()).withKey(key("k"));
        var late = meetingOnce(() -> fixture.holdfast.documents().describe(request, document.id(), titled("New")));

        var saved = late.holdfast.documents().describe(request, document.id(), titled("New"));

        assertThat(saved.effect()).isEqualTo(Effect.REPLAYED);
        assertThat(saved.document()).isEqualTo(now(document));
        assertThat(now(document).revision()).isEqualTo(2);
    }

    @Test
    void a_creation_that_is_sent_twice_at_once_makes_one_document() {
        var request = BY_ANA.withKey(key("k"));
        var wanted = NewDocument.of(info("text/plain"), "text");
        var late = meetingOnce(() -> fixture.holdfast.documents().create(request, wanted));

        var saved = late.holdfast.documents().create(request, wanted);

        assertThat(saved.effect()).isEqualTo(Effect.REPLAYED);
        assertThat(fixture.texts(saved.document())).containsExactly("text");
    }

    @Test
    void a_key_that_another_request_takes_meanwhile_refuses_the_write() {
        var segment = fixture.segment("text");
        var other = new CommitKey("k", Digest.of("another request"));
        var late = meetingOnce(() -> fixture.holdfast
                .documents()
                .describe(BY_ANA.expecting(EXISTS).withKey(other), segment.document(), titled("New")));

        assertThatThrownBy(() -> late.holdfast
                        .segments()
                        .edit(BY_ANA.expecting(segment.hash()).withKey(key("k")), segment.id(), to("mine")))
                .isInstanceOf(KeyReused.class);
        assertThat(fixture.now(segment)).isEqualTo(segment);
    }

    @Test
    void a_document_may_have_as_many_segments_as_the_limit_and_no_more() {
        var limited = Fixture.over(store, Fixture.RULES.withMaxSegments(2));
        var document = fixture.document("one");

        limited.edit(BY_ANA, document, insertion("two"));

        assertThatThrownBy(() -> limited.edit(BY_ANA, document, insertion("three")))
                .isInstanceOf(TooManySegments.class);
        assertThat(fixture.texts(document)).containsExactly("one", "two");
    }

    @Test
    void a_new_document_may_have_as_many_segments_as_the_limit_and_no_more() {
        var limited = Fixture.over(store, Fixture.RULES.withMaxSegments(2));
        var documents = limited.holdfast.documents();

        var document = documents
                .create(BY_ANA, NewDocument.of(info("text/plain"), "one", "two"))
                .document();

        assertThat(fixture.texts(document)).containsExactly("one", "two");
        assertThatThrownBy(() -> documents.create(BY_ANA, NewDocument.of(info("text/plain"), "1", "2", "3")))
                .isInstanceOf(TooManySegments.class);
    }

    @Test
    void what_a_batch_deletes_makes_room_for_what_it_inserts() {
        var limited = Fixture.over(store, Fixture.RULES.withMaxSegments(2));
        var document = fixture.document("one", "two");
        var one = fixture.segments(document).get(0);

        limited.edit(BY_ANA, document, deletion(one), insertion("three"));

        assertThat(fixture.texts(document)).containsExactly("two", "three");
    }

    @Test
    void a_restored_segment_counts() {
        var limited = Fixture.over(store, Fixture.RULES.withMaxSegments(1));
        var document = fixture.document("one", "two");
        var one = fixture.segments(document).get(0);
        fixture.edit(BY_ANA, document, deletion(one));
        var tombstone = store.segment(one.id()).orElseThrow();

        assertThatThrownBy(() -> limited.holdfast
                        .segments()
                        .restore(BY_ANA.expecting(tombstone.hash()), one.id(), SegmentChange.none()))
                .isInstanceOf(TooManySegments.class);
        assertThat(store.segment(one.id())).contains(tombstone);
    }

    @Test
    void a_document_with_more_segments_than_the_limit_can_be_edited_and_shortened() {
        var limited = Fixture.over(store, Fixture.RULES.withMaxSegments(1));
        var document = fixture.document("one", "two", "three");
        var segments = fixture.segments(document);

        limited.edit(BY_ANA, document, replace(segments.get(0), "one", "ONE"));
        limited.edit(BY_ANA, document, deletion(segments.get(1)));

        assertThat(fixture.texts(document)).containsExactly("ONE", "three");
    }

    @Test
    void a_text_may_have_as_many_bytes_as_the_limit_and_no_more() {
        var limited = Fixture.over(store, Fixture.RULES.withMaxSegmentBytes(4));
        var segment = fixture.segment("one");

        var saved = limited.holdfast.segments().edit(BY_ANA.expecting(segment.hash()), segment.id(), to("four"));

        assertThat(saved.segment().content().text()).isEqualTo("four");
        assertThatThrownBy(() -> limited.holdfast
                        .segments()
                        .edit(BY_ANA.expecting(saved.segment().hash()), segment.id(), to("fourr")))
                .isInstanceOf(ContentTooLarge.class);
    }

    @Test
    void a_batch_with_a_segment_that_never_existed_is_refused_whole() {
        var document = fixture.document("one");
        var one = fixture.segments(document).get(0);
        var missing = new SegmentId(document.id(), "missing");

        assertThatThrownBy(() -> fixture.edit(
                        BY_ANA,
                        document,
                        replace(one, "one", "ONE"),
                        new EditRequest.Replace(missing, seen(one), to("x"))))
                .isInstanceOfSatisfying(
                        NotFound.class, refusal -> assertThat(refusal).hasMessageContaining("missing"));
        assertThat(fixture.texts(document)).containsExactly("one");
    }

    @Test
    void two_new_segments_of_a_batch_cannot_have_the_same_id() {
        var document = fixture.document("one");
        var named = new EditRequest.Insert(Optional.of("new"), NewContent.of("two"), new Place.AtEnd());

        assertThatThrownBy(() -> fixture.edit(BY_ANA, document, named, named))
                .isInstanceOfSatisfying(
                        InvalidEdit.class,
                        refusal -> assertThat(refusal.index()).isEqualTo(1));
        assertThat(fixture.texts(document)).containsExactly("one");
    }

    @Test
    void a_batch_without_effect_writes_nothing_and_returns_the_segments_as_they_are() {
        var document = fixture.document("one", "two");
        var segments = fixture.segments(document);
        var before = now(document);

        var saved = fixture.edit(
                BY_ANA, document, replace(segments.get(1), "two", "two"), replace(segments.get(0), "one", "one"));

        assertThat(saved.effect()).isEqualTo(Effect.NOTHING);
        assertThat(saved.tip()).isEqualTo(before.tip());
        assertThat(saved.unchanged()).containsExactly(segments.get(1), segments.get(0));
        assertThat(now(document)).isEqualTo(before);
    }

    @Test
    void a_batch_returns_what_it_changed_and_what_it_left_as_it_was() {
        var document = fixture.document("one", "two");
        var segments = fixture.segments(document);

        var saved = fixture.edit(
                BY_ANA, document, replace(segments.get(0), "one", "ONE"), replace(segments.get(1), "two", "two"));

        assertThat(saved.effect()).isEqualTo(Effect.WRITTEN);
        assertThat(saved.tip()).isEqualTo(now(document).tip());
        assertThat(saved.segments()).containsExactly(fixture.now(segments.get(0)));
        assertThat(saved.unchanged()).containsExactly(segments.get(1));
    }

    @Test
    void a_deleted_segment_is_gone_for_a_batch_of_one_edit_and_a_conflict_among_others() {
        var document = fixture.document("one", "two");
        var one = fixture.segments(document).get(0);
        var two = fixture.segments(document).get(1);
        fixture.edit(BY_ANA, document, deletion(one));
        var tombstone = store.segment(one.id()).orElseThrow();

        assertThatThrownBy(() -> fixture.edit(BY_BEN, document, replace(one, "one", "ONE")))
                .isInstanceOfSatisfying(
                        SegmentGone.class, gone -> assertThat(gone.tombstone()).isEqualTo(tombstone));
        var refusal = fixture.conflict(
                BY_BEN,
                document,
                replace(two, "two", "TWO"),
                new EditRequest.Replace(one.id(), seen(tombstone), to("x")));
        assertThat(refusal.conflicts()).hasSize(1);
        assertThat(refusal.first().edit()).isEqualTo(1);
        assertThat(refusal.first().current()).contains(tombstone);
        assertThat(refusal.first().merge()).isEmpty();
        assertThat(fixture.texts(document)).containsExactly("two");
    }

    @Test
    void the_restoration_of_a_segment_that_is_not_deleted_changes_its_text() {
        var document = fixture.document("one", "two");
        var one = fixture.segments(document).get(0);

        fixture.edit(BY_ANA, document, new EditRequest.Restore(one.id(), seen(one), to("ONE")), insertion("three"));

        assertThat(fixture.texts(document)).containsExactly("ONE", "two", "three");
    }

    @Test
    void a_deleted_segment_can_be_restored_by_the_only_edit_of_a_batch() {
        var document = fixture.document("one", "two");
        var one = fixture.segments(document).get(0);
        fixture.edit(BY_ANA, document, deletion(one));
        var tombstone = store.segment(one.id()).orElseThrow();

        fixture.edit(BY_ANA, document, new EditRequest.Restore(one.id(), seen(tombstone), to("ONE")));

        assertThat(fixture.texts(document)).containsExactly("ONE", "two");
    }

    @Test
    void every_unguarded_edit_of_a_batch_is_refused_before_its_conflicts_are_reported() {
        var document = fixture.document("one", "two");
        var segments = fixture.segments(document);
        fixture.edit(BY_ANA, document, replace(segments.get(0), "one", "ONE"));

        assertThatThrownBy(() -> fixture.holdfast
                        .documents()
                        .edit(
                                BY_BEN,
                                document.id(),
                                List.of(
                                        replace(segments.get(0), "one", "1"),
                                        new EditRequest.Replace(
                                                segments.get(1).id(), new Precondition.NoneGiven(), to("2")))))
                .isInstanceOf(PreconditionRequired.class);
        assertThat(fixture.texts(document)).containsExactly("ONE", "two");
    }

    @Test
    void a_save_whose_response_was_lost_is_recognised_although_someone_else_saved_on_top_of_it() {
        var base = fixture.segment("before");
        var segments = fixture.holdfast.segments();
        var once = segments.edit(BY_BEN.expecting(base.hash()), base.id(), to("after"))
                .segment();
        segments.edit(BY_ANA.expecting(once.hash()), base.id(), to("after all"));

        var refusal = catchThrowableOfType(
                ConcurrencyConflict.class, () -> segments.edit(BY_BEN.expecting(base.hash()), base.id(), to("after")));
        var other = catchThrowableOfType(
                ConcurrencyConflict.class,
                () -> segments.edit(BY_BEN.expecting(base.hash()), base.id(), to("after all")));

        assertThat(refusal.first().appliedAs().map(Revision::segment)).contains(once);
        assertThat(other.first().appliedAs()).isEmpty();
    }

    @Test
    void a_repeated_change_of_metadata_gets_its_first_result() {
        var document = fixture.document("text");
        var request = BY_ANA.expecting(document.hash()).withKey(key("k"));
        var documents = fixture.holdfast.documents();
        var first = documents.describe(request, document.id(), titled("New"));
        documents.describe(BY_BEN.expecting(EXISTS), document.id(), titled("Newer"));

        var again = documents.describe(request, document.id(), titled("New"));

        assertThat(again.effect()).isEqualTo(Effect.REPLAYED);
        assertThat(again.document().hash()).isEqualTo(first.document().hash());
        assertThat(now(document).info().title()).isEqualTo("Newer");
    }

    @Test
    void the_smallest_limits_allow_one_segment_of_one_byte() {
        var limited = Fixture.over(store, Fixture.RULES.withMaxSegments(1).withMaxSegmentBytes(1));

        var document = limited.document("1");

        assertThat(fixture.texts(document)).containsExactly("1");
    }
}
