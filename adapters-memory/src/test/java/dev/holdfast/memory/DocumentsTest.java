package dev.holdfast.memory;

import static dev.holdfast.application.SegmentChange.to;
import static dev.holdfast.memory.Fixture.ANA;
import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.BY_BEN;
import static dev.holdfast.memory.Fixture.info;
import static dev.holdfast.memory.Fixture.key;
import static dev.holdfast.memory.Fixture.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.EditRequest;
import dev.holdfast.application.Effect;
import dev.holdfast.application.JsonSyntaxPolicy;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.NewDocument;
import dev.holdfast.application.NewFile;
import dev.holdfast.application.Place;
import dev.holdfast.application.Rules;
import dev.holdfast.application.SegmentChange;
import dev.holdfast.application.feed.Cursor;
import dev.holdfast.domain.AlreadyExists;
import dev.holdfast.domain.ConcurrencyConflict;
import dev.holdfast.domain.Conflict;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.DocumentConflict;
import dev.holdfast.domain.DocumentGone;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.domain.DocumentInfo;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidDocument;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.LoggedCommit;
import dev.holdfast.domain.NotFound;
import dev.holdfast.domain.Precondition;
import dev.holdfast.domain.PreconditionFailed;
import dev.holdfast.domain.PreconditionRequired;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.UnsupportedFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DocumentsTest {

    private static final String VTT = "WEBVTT - a film\n\nNOTE by hand\n\n1\n00:01.000 --> 00:02.000\nHello\n";

    private final Fixture fixture = Fixture.guarded();

    private static EditRequest replace(Segment segment, String text) {
        return new EditRequest.Replace(segment.id(), seen(segment), to(text));
    }

    @Test
    void a_batch_is_one_commit() {
        var document = fixture.document("a", "b", "c");
        var all = fixture.segments(document);
        List<EditRequest> edits = List.of(
                replace(all.get(0), "A"),
                new EditRequest.Delete(
                        all.get(1).id(),
                        seen(all.get(1)),
                        Optional.of(all.get(0).id())),
                new EditRequest.Move(all.get(2).id(), seen(all.get(2)), new Place.AtBeginning()),
                new EditRequest.Insert(Optional.empty(), NewContent.of("d"), new Place.AtEnd()));

        var saved = fixture.holdfast.documents().edit(BY_ANA, document.id(), edits);

        assertThat(fixture.texts(document)).containsExactly("c", "A", "d");
        assertThat(saved.tip().revision()).isEqualTo(document.revision() + 1);
        assertThat(saved.segments()).hasSize(4);
    }

    @Test
    void a_batch_with_one_stale_edit_changes_nothing_and_names_every_conflict() {
        var document = fixture.document("a", "b", "c");
        var all = fixture.segments(document);
        fixture.holdfast
                .documents()
                .edit(BY_ANA, document.id(), List.of(replace(all.get(0), "1"), replace(all.get(2), "3")));
        var before = fixture.segments(document);
        var stale = List.of(replace(all.get(0), "x"), replace(all.get(1), "y"), replace(all.get(2), "z"));

        var conflict = catchThrowableOfType(
                ConcurrencyConflict.class, () -> fixture.holdfast.documents().edit(BY_BEN, document.id(), stale));

        assertThat(conflict.conflicts()).extracting(Conflict::edit).containsExactly(0, 2);
        assertThat(fixture.segments(document)).isEqualTo(before);
    }

    @Test
    void insertions_of_one_batch_see_each_other() {
        var document = fixture.document("a", "z");
        var a = fixture.segments(document).get(0).id();
        List<EditRequest> edits = new ArrayList<>();
        for (var text : List.of("b", "c")) {
            edits.add(new EditRequest.Insert(Optional.of(text), NewContent.of(text), new Place.AtEnd()));
        }
        edits.add(new EditRequest.Insert(Optional.empty(), NewContent.of("2"), new Place.After(a)));
        edits.add(new EditRequest.Insert(Optional.empty(), NewContent.of("1"), new Place.After(a)));
        edits.add(new EditRequest.Insert(
                Optional.empty(), NewContent.of("b2"), new Place.After(new SegmentId(document.id(), "b"))));

        fixture.holdfast.documents().edit(BY_ANA, document.id(), edits);

        assertThat(fixture.texts(document)).containsExactly("a", "1", "2", "z", "b", "b2", "c");
    }

    @Test
    void an_invalid_batch_is_refused() {
        var document = fixture.document("a");
        var a = fixture.segments(document).get(0);
        var elsewhere = fixture.segment("elsewhere");
        var documents = fixture.holdfast.documents();

        assertThatThrownBy(() -> documents.edit(BY_ANA, document.id(), List.of(replace(a, "1"), replace(a, "2"))))
                .isInstanceOfSatisfying(
                        InvalidEdit.class, e -> assertThat(e.index()).isEqualTo(1));
        assertThatThrownBy(() -> documents.edit(BY_ANA, document.id(), List.of(replace(elsewhere, "1"))))
                .isInstanceOf(InvalidEdit.class);
        assertThatThrownBy(() -> documents.edit(
                        BY_ANA,
                        document.id(),
                        List.of(new EditRequest.Replace(a.id(), new Precondition.NoneGiven(), to("1")))))
                .isInstanceOf(PreconditionRequired.class);
    }

    @Test
    void a_document_gets_a_generated_id_or_the_requested_one() {
        var documents = fixture.holdfast.documents();
        var id = new DocumentId("mine");
        var wanted = new NewDocument(Optional.of(id), info("text/plain"), List.of());

        assertThat(documents.create(BY_ANA, wanted).document().id()).isEqualTo(id);
        assertThatThrownBy(() -> documents.create(BY_ANA, wanted)).isInstanceOf(AlreadyExists.class);
        assertThatThrownBy(() -> documents.create(
                        BY_ANA.expecting(new Precondition.Exists()), NewDocument.of(info("text/plain"))))
                .isInstanceOf(PreconditionFailed.class);
        assertThatThrownBy(() -> documents.create(BY_ANA, NewDocument.of(info("image/png"))))
                .isInstanceOf(UnsupportedFormat.class);
    }

    @Test
    void a_repeated_creation_returns_the_same_document() {
        var documents = fixture.holdfast.documents();
        var request = BY_ANA.withKey(key("k"));

        var first = documents.create(request, NewDocument.of(info("text/plain"), "text"));
        var again = documents.create(request, NewDocument.of(info("text/plain"), "text"));
        var byAnother = documents.create(BY_BEN.withKey(key("k")), NewDocument.of(info("text/plain"), "text"));

        assertThat(again.document()).isEqualTo(first.document());
        assertThat(again.effect()).isEqualTo(Effect.REPLAYED);
        assertThat(byAnother.document().id()).isNotEqualTo(first.document().id());
        assertThat(fixture.texts(first.document())).containsExactly("text");
    }

    @Test
    void metadata_is_changed_under_a_precondition() {
        var document = fixture.document("text");
        var documents = fixture.holdfast.documents();
        var renamed = new DocumentInfo("Renamed", "text/plain", "de", Optional.empty());

        var saved = documents.describe(BY_ANA.expecting(document.hash()), document.id(), info -> renamed);

        assertThat(documents.read(ANA, document.id())).isEqualTo(saved.document());
        assertThat(saved.document().info()).isEqualTo(renamed);
        assertThatThrownBy(() -> documents.describe(BY_BEN.expecting(document.hash()), document.id(), info -> renamed))
                .isInstanceOfSatisfying(DocumentConflict.class, e -> {
                    assertThat(e.current()).isEqualTo(saved.document());
                    assertThat(e.base()).contains(document.at(saved.document().tip()));
                });
        assertThatThrownBy(() -> documents.describe(BY_BEN, document.id(), info -> renamed))
                .isInstanceOf(PreconditionRequired.class);
        assertThatThrownBy(() -> documents.describe(
                        BY_ANA.expecting(saved.document().hash()), document.id(), info -> info("text/vtt")))
                .isInstanceOf(InvalidDocument.class);
    }

    @Test
    void a_deleted_document_is_gone_with_its_segments_until_it_is_restored() {
        var document = fixture.document("text");
        var segment = fixture.segments(document).get(0);
        var documents = fixture.holdfast.documents();

        var tombstone = documents
                .delete(BY_ANA.expecting(document.hash()), document.id())
                .document();

        assertThatThrownBy(() -> documents.read(ANA, document.id())).isInstanceOf(DocumentGone.class);
        assertThatThrownBy(() -> fixture.now(segment)).isInstanceOf(SegmentGone.class);
        assertThatThrownBy(() -> fixture.segments(document)).isInstanceOf(DocumentGone.class);
        assertThatThrownBy(() -> documents.delete(BY_ANA.expecting(tombstone.hash()), document.id()))
                .isInstanceOf(DocumentGone.class);
        assertThat(documents.list(ANA, "", Optional.empty(), 10)).isEmpty();
        assertThatThrownBy(() -> documents.restore(BY_ANA.expecting(document.hash()), document.id()))
                .isInstanceOf(DocumentConflict.class);
        documents.restore(BY_ANA.expecting(tombstone.hash()), document.id());
        assertThat(fixture.now(segment)).isEqualTo(segment);
    }

    @Test
    void what_is_not_deleted_is_restored_without_a_change() {
        var document = fixture.document("text");
        var segment = fixture.segments(document).get(0);
        var holdfast = fixture.holdfast;

        for (var precondition : List.of(new Precondition.Matches(Set.of(document.hash())), new Precondition.Exists())) {
            var restored = holdfast.documents().restore(BY_ANA.expecting(precondition), document.id());

            assertThat(restored.effect()).isEqualTo(Effect.NOTHING);
            assertThat(restored.document().hash()).isEqualTo(document.hash());
        }
        var same = holdfast.segments().restore(BY_ANA.expecting(segment.hash()), segment.id(), SegmentChange.none());
        assertThat(same.effect()).isEqualTo(Effect.NOTHING);
        assertThat(fixture.segments(document)).containsExactly(segment);
    }

    @Test
    void an_unknown_document_or_segment_is_not_found() {
        var documents = fixture.holdfast.documents();
        var nowhere = new DocumentId("nowhere");

        assertThatThrownBy(() -> documents.read(ANA, nowhere)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> documents.edit(BY_ANA, nowhere, List.of())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> documents.delete(BY_ANA, nowhere)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> documents.export(ANA, nowhere, "txt")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> fixture.holdfast.changes().after(ANA, nowhere, Cursor.after(0), 10))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void only_documents_that_may_be_read_are_listed_and_pages_are_full_all_the_same() {
        var store = new MemoryDocumentStore();
        var all = Fixture.over(store);
        for (var i = 0; i < 9; i++) {
            all.document("text");
        }
        AccessPolicy everyOther =
                (author, action, document) -> Integer.parseInt(document.value().substring(2)) % 4 != 0;
        var some = Fixture.under(store, everyOther).holdfast.documents();

        var listed = some.list(ANA, "", Optional.empty(), 3);
        var rest = some.list(ANA, "", Optional.of(listed.get(2).id()), 100);

        assertThat(listed).hasSize(3);
        assertThat(listed.size() + rest.size()).isEqualTo((int)
                all.holdfast.documents().list(ANA, "", Optional.empty(), 100).stream()
                        .filter(document -> everyOther.allows(ANA, AccessPolicy.Action.READ, document.id()))
                        .count());
    }

    @Test
    void an_imported_file_is_exported_unchanged() {
        var document = fixture.imported(VTT);

        var export = fixture.holdfast.documents().export(ANA, document.id(), "vtt");

        assertThat(export.text()).isEqualTo(VTT);
        assertThat(export.dropped()).isEmpty();
        assertThat(export.document().tip()).isEqualTo(document.tip());
        assertThat(fixture.segments(document))
                .extracting(Segment::kind)
                .containsExactly(SegmentKind.HEADER, SegmentKind.NOTE, SegmentKind.CUE);
    }

    @Test
    void an_edit_of_a_cue_changes_that_cue_in_the_file_and_nothing_else() {
        var document = fixture.imported(VTT);
        var cue = fixture.segments(document).get(2);

        fixture.holdfast
                .segments()
                .edit(
                        BY_ANA.expecting(cue.hash()),
                        cue.id(),
                        current -> new Content(current.content().text().replace("Hello", "Goodbye")));

        assertThat(fixture.holdfast
                        .documents()
                        .export(ANA, document.id(), "vtt")
                        .text())
                .isEqualTo(VTT.replace("Hello", "Goodbye"));
    }

    @Test
    void a_cue_that_would_break_its_file_is_refused() {
        var document = fixture.imported(VTT);
        var cue = fixture.segments(document).get(2);
        var segments = fixture.holdfast.segments();

        for (var text : List.of(
                "",
                "no times",
                "1\n00:02.000 --> 00:01.000\nbackwards",
                cue.content().text() + "\n\nmore")) {
            assertThatThrownBy(() -> segments.edit(BY_ANA.expecting(cue.hash()), cue.id(), to(text)))
                    .as(text)
                    .isInstanceOf(InvalidContent.class);
        }
        assertThat(fixture.now(cue)).isEqualTo(cue);
    }

    @Test
    void the_header_of_a_file_stays_first() {
        var document = fixture.imported(VTT);
        var header = fixture.segments(document).get(0);
        var segments = fixture.holdfast.segments();

        assertThatThrownBy(() -> segments.delete(BY_ANA.expecting(header.hash()), header.id()))
                .isInstanceOf(InvalidEdit.class);
        assertThatThrownBy(() -> segments.move(BY_ANA.expecting(header.hash()), header.id(), new Place.AtEnd()))
                .isInstanceOf(InvalidEdit.class);
        segments.insert(BY_ANA, document.id(), Optional.empty(), NewContent.of("NOTE first"), new Place.AtBeginning());
        assertThat(fixture.texts(document)).startsWith("WEBVTT - a film", "NOTE first", "NOTE by hand");
    }

    @Test
    void a_document_created_from_cues_gets_a_header() {
        var created = fixture.holdfast
                .documents()
                .create(BY_ANA, NewDocument.of(info("text/vtt"), "00:01.000 --> 00:02.000\nHello"))
                .document();

        assertThat(fixture.holdfast.documents().export(ANA, created.id(), "vtt").text())
                .isEqualTo("WEBVTT\n\n00:01.000 --> 00:02.000\nHello");
    }

    @Test
    void a_subrip_file_is_imported_as_webvtt_and_exported_again() {
        var srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\nTom & Jerry\r\n";
        var document = fixture.holdfast
                .documents()
                .importFile(BY_ANA, new NewFile(Optional.empty(), info("text/vtt"), "application/x-subrip", srt))
                .document();

        var back = fixture.holdfast.documents().export(ANA, document.id(), "srt");

        assertThat(back.text().strip()).isEqualTo(srt.strip());
        assertThat(document.info().mediaType()).isEqualTo("text/vtt");
    }

    @Test
    void an_unsupported_export_or_import_is_refused() {
        var plain = fixture.document("one", "two");
        var documents = fixture.holdfast.documents();

        assertThat(documents.export(ANA, plain.id(), "txt").text()).isEqualTo("one\n\ntwo");
        for (var format : List.of("vtt", "srt")) {
            assertThatThrownBy(() -> documents.export(ANA, plain.id(), format)).isInstanceOf(UnsupportedFormat.class);
        }
        assertThatThrownBy(() -> documents.export(ANA, fixture.imported(VTT).id(), "md"))
                .isInstanceOf(UnsupportedFormat.class);
        assertThatThrownBy(() -> fixture.imported("not a caption file")).isInstanceOf(InvalidContent.class);
    }

    @Test
    void the_commits_of_a_document_are_read_in_order_and_in_pages() {
        var document = fixture.document("a");
        var segment = fixture.segments(document).get(0);
        fixture.holdfast.segments().edit(BY_ANA.expecting(segment.hash()), segment.id(), to("b"));
        fixture.holdfast
                .segments()
                .edit(BY_ANA.expecting(fixture.now(segment).hash()), segment.id(), SegmentChange.to("c"));

        var first = fixture.holdfast.changes().after(ANA, document.id(), Cursor.after(0), 2);
        var rest = fixture.holdfast.changes().after(ANA, document.id(), Cursor.after(2), 2);

        assertThat(first.commits()).extracting(LoggedCommit::revision).containsExactly(1L, 2L);
        assertThat(first.more()).isTrue();
        assertThat(rest.commits()).extracting(LoggedCommit::revision).containsExactly(3L);
        assertThat(rest.more()).isFalse();
        assertThat(rest.tip().revision()).isEqualTo(3);
    }

    @Test
    void a_text_of_a_json_document_is_json_when_it_is_written() {
        var documents = fixture.holdfast.documents();
        var document = documents
                .create(BY_ANA, NewDocument.of(info("application/json"), "{\"a\": 1}"))
                .document();
        var seen = fixture.segments(document).get(0);
        var broken = NewDocument.of(info("application/json"), "{}", "{\"a\": }");

        assertThatThrownBy(() -> documents.create(BY_ANA, broken)).isInstanceOf(InvalidContent.class);
        assertThatThrownBy(() ->
                        fixture.holdfast.segments().edit(BY_ANA.expecting(seen.hash()), seen.id(), to("{\"a\": 1")))
                .isInstanceOf(InvalidContent.class);
        assertThat(fixture.now(seen)).isEqualTo(seen);

        var lenient = Fixture.of(Rules.defaults().withJsonSyntax(JsonSyntaxPolicy.LENIENT));
        var kept = lenient.holdfast.documents().create(BY_ANA, broken).document();
        var first = lenient.segments(kept).get(0);
        lenient.holdfast.segments().edit(BY_ANA.expecting(first.hash()), first.id(), to("{"));
        assertThat(lenient.texts(kept)).containsExactly("{", "{\"a\": }");
    }
}
