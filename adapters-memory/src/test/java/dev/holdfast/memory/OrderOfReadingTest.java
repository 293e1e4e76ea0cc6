package dev.holdfast.memory;

import static dev.holdfast.memory.Fixture.ANA;
import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.info;
import static dev.holdfast.memory.Fixture.key;
import static dev.holdfast.memory.Fixture.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.EditRequest;
import dev.holdfast.application.MergeRequest;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.NewFile;
import dev.holdfast.application.Place;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.TargetState;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.AccessDenied;
import dev.holdfast.domain.Author;
import dev.holdfast.domain.CommitKey;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.Digest;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.KeyReused;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.PreconditionFailed;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.SegmentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The parts of a write are read when their turn comes, and not before. */
final class OrderOfReadingTest {

    private static final DocumentId NOWHERE = new DocumentId("nowhere");
    private static final Hash NEVER = Hash.before(NOWHERE);
    private static final Precondition STALE = new Precondition.Matches(Set.of(NEVER));
    private static final Precondition EXISTS = new Precondition.Exists();

    private final MemoryDocumentStore store = new MemoryDocumentStore();
    private final Fixture fixture = Fixture.over(store);
    private final Fixture forbidden = Fixture.under(store, (author, action, document) -> false);
    private final List<String> read = new ArrayList<>();

    /** A write that notes which of its parts were read. */
    private final class Recorded implements WriteRequest {

        private final Precondition precondition;
        private final Optional<CommitKey> key;
        private Optional<TargetState> target = Optional.empty();

        Recorded(Precondition precondition, Optional<CommitKey> key) {
            this.precondition = precondition;
            this.key = key;
        }

        @Override
        public Author author() {
            return ANA;
        }

        @Override
        public Optional<CommitKey> key() {
            read.add("key");
            return key;
        }

        @Override
        public Precondition precondition(Optional<TargetState> state) {
            read.add("precondition");
            target = state;
            return precondition;
        }
    }

    private Recorded request(Precondition precondition) {
        return new Recorded(precondition, Optional.empty());
    }

    private Recorded keyed(Digest digest) {
        return new Recorded(EXISTS, Optional.of(new CommitKey("k", digest)));
    }

    private SegmentChange changeTo(String text) {
        return current -> {
            read.add("change");
            return new Content(text);
        };
    }

    private <T> Supplier<T> noted(T value) {
        return () -> {
            read.add("body");
            return value;
        };
    }

    @Test
    void nothing_of_a_write_is_read_for_someone_who_may_not_write() {
        var segment = fixture.segment("text");
        var segments = forbidden.holdfast.segments();
        var documents = forbidden.holdfast.documents();
        var request = request(EXISTS);
        var insertion = new EditRequest.Insert(Optional.empty(), NewContent.of("new"), new Place.AtEnd());

        assertThatThrownBy(() -> segments.edit(request, segment.id(), changeTo("x")))
                .isInstanceOf(AccessDenied.class);
        assertThatThrownBy(() ->
                        segments.merge(request, segment.id(), noted(new MergeRequest(segment.hash(), changeTo("x")))))
                .isInstanceOf(AccessDenied.class);
        assertThatThrownBy(() -> segments.insert(request, segment.document(), noted(insertion)))
                .isInstanceOf(AccessDenied.class);
        assertThatThrownBy(() -> documents.edit(request, segment.document(), noted(List.of())))
                .isInstanceOf(AccessDenied.class);
        assertThatThrownBy(() -> documents.describe(request, segment.document(), info -> info))
                .isInstanceOf(AccessDenied.class);
        assertThat(read).isEmpty();
    }

    @Test
    void nothing_of_a_write_is_read_if_its_target_is_unknown() {
        var segments = fixture.holdfast.segments();
        var documents = fixture.holdfast.documents();
        var request = request(EXISTS);
        var insertion = new EditRequest.Insert(Optional.empty(), NewContent.of("new"), new Place.AtEnd());
        var missing = new SegmentId(fixture.document("text").id(), "missing");

        for (var id : List.of(missing, new SegmentId(NOWHERE, "missing"))) {
            assertThatThrownBy(() -> segments.edit(request, id, changeTo("x"))).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> segments.delete(request, id)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> segments.merge(request, id, noted(new MergeRequest(NEVER, changeTo("x")))))
                    .isInstanceOf(NotFound.class);
        }
        assertThatThrownBy(() -> segments.insert(request, NOWHERE, noted(insertion)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> documents.edit(request, NOWHERE, noted(List.of())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> documents.describe(request, NOWHERE, info -> info))
                .isInstanceOf(NotFound.class);
        assertThat(read).isEmpty();
    }

    @Test
    void a_key_that_is_used_otherwise_refuses_a_write_before_its_precondition_and_its_body_are_read() {
        var segment = fixture.segment("text");
        var document = segment.document();
        var first = BY_ANA.expecting(segment.hash()).withKey(key("k"));
        fixture.holdfast.segments().edit(first, segment.id(), changeTo("other"));
        read.clear();
        var segments = fixture.holdfast.segments();
        var documents = fixture.holdfast.documents();
        var reused = Digest.of("another request");

        assertThatThrownBy(() -> segments.edit(keyed(reused), segment.id(), changeTo("x")))
                .isInstanceOf(KeyReused.class);
        assertThatThrownBy(() -> documents.edit(keyed(reused), document, noted(List.of())))
                .isInstanceOf(KeyReused.class);
        assertThatThrownBy(() -> documents.describe(keyed(reused), document, info -> info))
                .isInstanceOf(KeyReused.class);
        assertThat(read).containsExactly("key", "key", "key");
    }

    @Test
    void a_request_that_is_sent_again_is_replayed_before_its_precondition_and_its_body_are_read() {
        var segment = fixture.segment("text");
        var once = Digest.of("once");
        List<EditRequest> edits = List.of(new EditRequest.Replace(segment.id(), seen(segment), changeTo("new")));
        fixture.holdfast.documents().edit(keyed(once), segment.document(), edits);
        read.clear();

        var again = fixture.holdfast.documents().edit(keyed(once), segment.document(), noted(edits));

        assertThat(again.replayed()).isTrue();
        assertThat(read).containsExactly("key");
    }

    @Test
    void a_deleted_target_refuses_a_write_after_its_key_and_before_its_precondition_and_its_body_are_read() {
        var segment = fixture.segment("text");
        var document = fixture.document("text");
        fixture.holdfast.segments().delete(BY_ANA.expecting(segment.hash()), segment.id());
        fixture.holdfast.documents().delete(BY_ANA.expecting(document.hash()), document.id());
        var segments = fixture.holdfast.segments();
        var documents = fixture.holdfast.documents();
        var request = request(STALE);

        assertThatThrownBy(() -> segments.edit(request, segment.id(), changeTo("x")))
                .isInstanceOf(SegmentGone.class);
        assertThatThrownBy(() -> documents.describe(request, document.id(), info -> info))
                .isInstanceOf(DocumentGone.class);
        assertThat(read).containsExactly("key", "key");
    }

    @Test
    void a_batch_on_a_deleted_document_is_refused_as_gone_even_if_its_edits_cannot_be_read() {
        var document = fixture.document("a", "b");
        var request = request(STALE);
        var all = fixture.segments(document);
        List<EditRequest> two = all.stream()
                .<EditRequest>map(segment -> replaced(segment, STALE))
                .toList();
        fixture.holdfast.documents().delete(BY_ANA.expecting(document.hash()), document.id());
        var documents = fixture.holdfast.documents();

        assertThatThrownBy(() -> documents.edit(request, document.id(), () -> {
                    throw new IllegalArgumentException("malformed");
                }))
                .isInstanceOf(DocumentGone.class);
        assertThatThrownBy(() -> documents.edit(request, document.id(), noted(List.of())))
                .isInstanceOf(DocumentGone.class);
        assertThatThrownBy(() -> documents.edit(request, document.id(), noted(two)))
                .isInstanceOf(DocumentGone.class);
        assertThat(read).doesNotContain("precondition", "change");
    }

    @Test
    void a_batch_on_a_deleted_document_names_the_segment_of_its_only_edit() {
        var document = fixture.document("a", "b");
        var segment = fixture.segments(document).get(1);
        fixture.holdfast.documents().delete(BY_ANA.expecting(document.hash()), document.id());
        var documents = fixture.holdfast.documents();
        var request = request(STALE);

        assertThatThrownBy(() -> documents.edit(request, document.id(), noted(List.of(replaced(segment, STALE)))))
                .isInstanceOfSatisfying(
                        SegmentGone.class, gone -> assertThat(gone.tombstone()).isEqualTo(segment));
        assertThat(read).containsOnlyOnce("body").doesNotContain("precondition", "change");
    }

    private EditRequest replaced(Segment segment, Precondition precondition) {
        return new EditRequest.Replace(segment.id(), precondition, changeTo("x"));
    }

    @Test
    void a_precondition_that_does_not_hold_refuses_a_write_before_its_body_is_read() {
        var segment = fixture.segment("text");
        var documents = fixture.holdfast.documents();
        var document = documents.read(ANA, segment.document());

        assertThatThrownBy(() -> fixture.holdfast.segments().edit(request(STALE), segment.id(), changeTo("x")))
                .isInstanceOf(ConcurrencyConflict.class);
        assertThatThrownBy(() -> documents.describe(request(STALE), document.id(), current -> {
                    read.add("change");
                    return current;
                }))
                .isInstanceOf(DocumentConflict.class);
        assertThatThrownBy(() -> documents.create(request(STALE), NewDocument.of(info("text/plain"))))
                .isInstanceOf(PreconditionFailed.class);
        assertThat(read).doesNotContain("change", "body").contains("key", "precondition");
    }

    @Test
    void a_precondition_is_read_with_the_state_of_its_target() {
        var segment = fixture.segment("text");
        var documents = fixture.holdfast.documents();
        var document = documents.read(ANA, segment.document());
        var edit = request(EXISTS);
        var describe = request(EXISTS);
        var create = request(new Precondition.NoneGiven());

        fixture.holdfast.segments().edit(edit, segment.id(), changeTo("new"));
        documents.describe(describe, document.id(), info -> info);
        documents.create(create, NewDocument.of(info("text/plain"), "text"));

        assertThat(edit.target).contains(new TargetState(segment.hash(), segment.updated(), false));
        assertThat(describe.target).contains(new TargetState(document.hash(), document.updated(), false));
        assertThat(create.target).isEmpty();
        assertThat(read).startsWith("key", "precondition", "change");
    }

    @Test
    void a_write_of_one_segment_reads_its_key_its_precondition_and_its_body_once_each() {
        var segment = fixture.segment("text");
        var segments = fixture.holdfast.segments();

        segments.edit(request(EXISTS), segment.id(), changeTo("new"));
        segments.merge(request(EXISTS), segment.id(), noted(new MergeRequest(segment.hash(), changeTo("new"))));

        assertThat(read).containsExactly("key", "precondition", "change", "key", "precondition", "body", "change");
    }

    @Test
    void a_write_of_a_document_reads_its_key_its_precondition_and_its_body_once_each() {
        var document = fixture.document("text");

        fixture.holdfast.documents().describe(request(EXISTS), document.id(), info -> {
            read.add("change");
            return new DocumentInfo("New title", info.mediaType(), info.language(), info.mediaUrl());
        });

        assertThat(read).containsExactly("key", "precondition", "change");
    }

    @Test
    void a_batch_and_an_insertion_read_key_and_body_once_each_and_no_precondition_of_the_request() {
        var segment = fixture.segment("text");
        var document = segment.document();
        List<EditRequest> edits = List.of(replaced(segment, seen(segment)));
        var insertion = new EditRequest.Insert(Optional.empty(), NewContent.of("new"), new Place.AtEnd());

        fixture.holdfast.documents().edit(request(STALE), document, noted(edits));
        fixture.holdfast.segments().insert(request(STALE), document, noted(insertion));

        assertThat(read).containsExactly("key", "body", "change", "key", "body");
    }

    @Test
    void a_tombstone_is_restored_on_the_condition_that_it_is_the_tombstone_that_was_seen() {
        var segment = fixture.segment("text");
        var tombstone = fixture.holdfast
                .segments()
                .delete(BY_ANA.expecting(segment.hash()), segment.id())
                .segment();
        var request = request(EXISTS);

        fixture.holdfast.segments().restore(request, segment.id(), SegmentChange.none());

        assertThat(request.target).contains(new TargetState(tombstone.hash(), tombstone.updated(), true));
    }

    @Test
    void a_new_document_is_read_after_key_and_precondition() {
        var documents = fixture.holdfast.documents();
        var file = new NewFile(Optional.empty(), info("text/plain"), "text/plain", "text");

        documents.create(request(new Precondition.NoneGiven()), noted(NewDocument.of(info("text/plain"), "text")));
        documents.importFile(request(new Precondition.NoneGiven()), noted(file));

        assertThat(read).containsExactly("key", "precondition", "body", "key", "precondition", "body");
    }
}
