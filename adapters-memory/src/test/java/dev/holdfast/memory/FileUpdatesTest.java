package dev.holdfast.memory;

import static dev.holdfast.memory.Fixture.ANA;
import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.BY_BEN;
import static dev.holdfast.memory.Fixture.replace;
import static dev.holdfast.memory.Fixture.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.application.EditRequest;
import dev.holdfast.application.Effect;
import dev.holdfast.application.FileUpdate;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.Place;
import dev.holdfast.application.RevisedFile;
import dev.holdfast.application.WriteRequest;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.FileConflict;
import dev.holdfast.domain.FileConflict.Reason;
import dev.holdfast.domain.Hash;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentGone;
import dev.holdfast.domain.Tip;
import dev.holdfast.domain.UnknownBase;
import dev.holdfast.domain.UnsupportedFormat;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.format.WriteOptions;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were exported, edited elsewhere, and come back while others edit the document. */
final class FileUpdatesTest {

    private static final String ONE = "00:01.000 --> 00:02.000\none and only";
    private static final String TWO = "00:03.000 --> 00:04.000\ntwo of a kind";
    private static final String THREE = "00:05.000 --> 00:06.000\nthree in a row";

    private final Fixture fixture = Fixture.guarded();

    @Test
    void a_file_in_which_a_program_rewrote_everything_but_the_captions_changes_nothing() {
        var document = fixture.captions(ONE, TWO, THREE);
        var file = "\uFEFFWEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.000\r\none and only  \r\n\r\n2\r\n"
                + "00:00:03.000 --> 00:00:04.000\r\ntwo of a kind\r\n\r\n\r\n3\r\n00:00:05.000 --> 00:00:06.000\r\nthree in a row\r\n\r\n";

        var update = update(document, tip(document), file, "text/vtt");

        assertThat(update.effect()).isEqualTo(Effect.NOTHING);
        assertThat(update.tip()).isEqualTo(tip(document));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vtt", "srt", "sbv", "lrc", "ass", "ttml"})
    void every_export_of_captions_comes_back_without_an_edit(String extension) {
        var document = fixture.imported(
                "WEBVTT - Film\n\nNOTE keep\n\nintro\n00:01.000 --> 00:02.000 line:0\n<v Ann>Hello &amp; welcome\n\n"
                        + "00:02.003 --> 00:04.007\n<c.loud>Two\nlines</c>\n");
        var export = fixture.holdfast.documents().export(ANA, document.id(), extension);

        var update =
                update(document, tip(document), export.text(), export.format().mediaType());

        assertThat(update.steps()).isEmpty();
    }

    @Test
    void what_a_format_cannot_hold_stays_when_a_word_is_corrected_in_its_file() {
        var document = fixture.imported(
                "WEBVTT\n\nNOTE keep\n\nintro\n00:01.000 --> 00:02.000 align:left\n<v Ann>Hello wrold <c.loud>again</c>\n");
        var srt = fixture.holdfast.documents().export(ANA, document.id(), "srt").text();

        update(document, tip(document), srt.replace("wrold", "world"), "application/x-subrip");

        assertThat(fixture.file(document))
                .isEqualTo(
                        "WEBVTT\n\nNOTE keep\n\nintro\n00:01.000 --> 00:02.000 align:left\n<v Ann>Hello world <c.loud>again</c>\n");
    }

    @Test
    void edits_of_the_file_and_of_others_are_all_there_after_it() {
        var document = fixture.captions(ONE, TWO, THREE);
        var base = tip(document);
        var file = fixture.file(document).replace("three in a row", "three in a line");
        fixture.edit(BY_BEN, document, replace(fixture.cues(document).get(0), "only", "lonely"));
        fixture.edit(
                BY_BEN,
                document,
                new EditRequest.Insert(
                        Optional.empty(),
                        NewContent.of("00:04.100 --> 00:04.900\nby Ben"),
                        new Place.After(fixture.cues(document).get(1).id())));

        var update = update(document, base, file, "text/vtt");

        assertThat(update.steps()).hasSize(1);
        assertThat(texts(document)).containsExactly("one and lonely", "two of a kind", "by Ben", "three in a line");
    }

    @Test
    void different_words_of_one_caption_are_merged() {
        var document = fixture.captions(ONE);
        var base = tip(document);
        var file = fixture.file(document).replace("one and", "none and");
        fixture.edit(BY_BEN, document, replace(fixture.cues(document).get(0), "only", "lonely"));

        update(document, base, file, "text/vtt");

        assertThat(texts(document)).containsExactly("none and lonely");
    }

    @Test
    void the_same_words_changed_on_both_sides_are_a_conflict_and_nothing_is_applied() {
        var document = fixture.captions(ONE, TWO);
        var base = tip(document);
        var file = fixture.file(document).replace("only", "mine").replace("two of", "three of");
        fixture.edit(BY_BEN, document, replace(fixture.cues(document).get(0), "only", "theirs"));

        var conflict = conflict(document, base, file);

        assertThat(conflict.disputes()).singleElement().satisfies(dispute -> {
            assertThat(dispute.reason()).isEqualTo(Reason.CHANGED_BY_BOTH);
            assertThat(dispute.base().content().text()).contains("only");
            assertThat(dispute.current().content().text()).contains("theirs");
            assertThat(dispute.mine().orElseThrow().text()).contains("mine");
            assertThat(dispute.merge().orElseThrow().conflicts()).isNotEmpty();
        });
        assertThat(texts(document)).containsExactly("one and theirs", "two of a kind");
    }

    @Test
    void a_caption_that_the_file_lacks_but_somebody_changed_is_a_conflict() {
        var document = fixture.captions(ONE, TWO);
        var base = tip(document);
        fixture.edit(BY_BEN, document, replace(fixture.cues(document).get(1), "kind", "sort"));

        var conflict = conflict(document, base, "WEBVTT\n\n" + ONE + "\n");

        assertThat(conflict.disputes().get(0).reason()).isEqualTo(Reason.DELETED_IN_FILE);
        assertThat(texts(document)).contains("two of a sort");
    }

    @Test
    void a_caption_that_the_file_changes_but_somebody_deleted_is_a_conflict() {
        var document = fixture.captions(ONE, TWO);
        var base = tip(document);
        var file = fixture.file(document).replace("kind", "sort");
        var two = fixture.cues(document).get(1);
        fixture.edit(BY_BEN, document, new EditRequest.Delete(two.id(), seen(two), Optional.empty()));

        var conflict = conflict(document, base, file);

        assertThat(conflict.disputes().get(0).reason()).isEqualTo(Reason.DELETED_BY_OTHERS);
    }

    @Test
    void a_caption_that_the_file_splits_but_somebody_changed_is_a_conflict() {
        var document = fixture.captions("00:00.000 --> 00:04.000\nfirst some words then others");
        var base = tip(document);
        var file = "WEBVTT\n\n00:00.000 --> 00:02.000\nfirst some words\n\n00:02.000 --> 00:04.000\nthen others\n";
        fixture.edit(BY_BEN, document, replace(fixture.cues(document).get(0), "others", "more"));

        assertThat(conflict(document, base, file).disputes().get(0).reason()).isEqualTo(Reason.DIVIDED_IN_FILE);
    }

    @Test
    void split_and_joined_captions_keep_their_segments() {
        var document = fixture.captions(
                "00:00.000 --> 00:04.000\nfirst some words then others",
                TWO,
                "00:04.000 --> 00:05.000\nthat follow it");
        var before = fixture.cues(document);
        var file = "WEBVTT\n\n00:00.000 --> 00:02.000\nfirst some words\n\n00:02.000 --> 00:04.000\nthen others\n\n"
                + "00:03.000 --> 00:05.000\ntwo of a kind\nthat follow it\n";

        update(document, tip(document), file, "text/vtt");

        var after = fixture.cues(document);
        assertThat(fixture.file(document)).isEqualTo(file);
        assertThat(after.get(0).id()).isEqualTo(before.get(0).id());
        assertThat(after.get(2).id()).isEqualTo(before.get(1).id());
        var gone = catchThrowableOfType(
                SegmentGone.class,
                () -> fixture.holdfast.segments().read(ANA, before.get(2).id()));
        assertThat(gone.tombstone().successor()).contains(before.get(1).id());
    }

    @Test
    void a_file_that_comes_twice_changes_nothing_the_second_time() {
        var document = fixture.captions("00:00.000 --> 00:04.000\nfirst some words then others", TWO, THREE);
        var base = tip(document);
        var file = "WEBVTT\n\n00:00.000 --> 00:02.000\nfirst some words\n\n00:02.000 --> 00:04.000\nthen others\n\n"
                + "00:03.000 --> 00:04.500\ntwo of a sort\n\n00:09.000 --> 00:10.000\nnew at the end\n";
        update(document, base, file, "text/vtt");

        assertThat(update(document, base, file, "text/vtt").effect()).isEqualTo(Effect.NOTHING);
        assertThat(fixture.file(document)).isEqualTo(file);
    }

    @Test
    void a_repeated_request_gets_the_first_response_also_after_other_edits() {
        var document = fixture.captions(ONE, TWO);
        var base = tip(document);
        var revised =
                new RevisedFile(base, "text/vtt", fixture.file(document).replace("kind", "sort"), WriteOptions.NONE);
        var request = BY_ANA.withKey(Fixture.key("once"));
        var first = fixture.holdfast.documents().update(request, document.id(), () -> revised);
        fixture.edit(BY_BEN, document, replace(fixture.cues(document).get(1), "sort", "pair"));

        var again = fixture.holdfast.documents().update(request, document.id(), () -> revised);

        assertThat(again.effect()).isEqualTo(Effect.REPLAYED);
        assertThat(again.tip()).isEqualTo(first.tip());
        assertThat(texts(document)).contains("two of a pair");
    }

    @Test
    void a_preview_writes_nothing_and_tells_edits_and_conflicts() {
        var document = fixture.captions(ONE, TWO);
        var base = tip(document);
        var file = fixture.file(document).replace("only", "mine").replace("two of", "three of");
        fixture.edit(BY_BEN, document, replace(fixture.cues(document).get(0), "only", "theirs"));
        var before = tip(document);

        var preview = fixture.holdfast
                .documents()
                .previewUpdate(ANA, document.id(), () -> new RevisedFile(base, "text/vtt", file, WriteOptions.NONE));

        assertThat(preview.steps()).hasSize(1);
        assertThat(preview.disputes()).hasSize(1);
        assertThat(tip(document)).isEqualTo(before);
    }

    @Test
    void a_base_that_is_no_revision_of_the_document_is_refused() {
        var document = fixture.captions(ONE);
        var stranger =
                new Tip(tip(document).revision(), tip(fixture.captions(TWO)).hash());
        var future = new Tip(99, new Hash(stranger.hash().value()));

        assertThatThrownBy(() -> update(document, stranger, "WEBVTT\n", "text/vtt"))
                .isInstanceOf(UnknownBase.class);
        assertThatThrownBy(() -> update(document, future, "WEBVTT\n", "text/vtt"))
                .isInstanceOf(UnknownBase.class);
    }

    @Test
    void a_transcript_cannot_come_back_as_captions() {
        var document = fixture.captions(ONE);

        assertThatThrownBy(() -> update(document, tip(document), "one and only", "text/plain"))
                .isInstanceOf(UnsupportedFormat.class);
    }

    @Test
    void paragraphs_of_a_text_are_merged_with_those_of_others() {
        var document = fixture.document("First things.", "Second thoughts.", "Third party.");
        var base = tip(document);
        fixture.edit(BY_BEN, document, replace(fixture.segments(document).get(0), "First", "Foremost"));

        update(
                document,
                base,
                "First things.\r\n\r\nSecond and better thoughts.\r\n\r\nThird party.\r\n\r\nA fourth.\r\n",
                "text/plain");

        assertThat(fixture.texts(document))
                .containsExactly("Foremost things.", "Second and better thoughts.", "Third party.", "A fourth.");
    }

    @Test
    void any_edits_of_the_file_alone_give_exactly_that_file() {
        var first = System.nanoTime();
        for (var seed = first; seed < first + 150; seed++) {
            var random = new Random(seed);
            var document = fixture.captions(film(random, 1 + random.nextInt(25)).toArray(String[]::new));
            var file = "WEBVTT\n\n" + String.join("\n\n", edited(blocks(document), random)) + "\n";

            update(document, tip(document), file, "text/vtt");

            assertThat(cues(fixture.imported(file))).as("seed %d", seed).isEqualTo(cues(document));
        }
    }

    @Test
    void edits_of_different_captions_on_two_sides_are_all_there() {
        var first = System.nanoTime();
        for (var seed = first; seed < first + 150; seed++) {
            var random = new Random(seed);
            var document = fixture.captions(film(random, 30).toArray(String[]::new));
            var base = tip(document);
            var file = fixture.file(document);
            var expected = new ArrayList<>(texts(document));
            for (var i = 0; i < 30; i++) {
                var mark = " edit" + i;
                switch (random.nextInt(4)) {
                    case 0 -> {
                        fixture.edit(
                                BY_BEN, document, append(fixture.cues(document).get(i), mark));
                        expected.set(i, expected.get(i) + mark);
                    }
                    case 1 -> {
                        file = file.replaceFirst("(caption " + i + "\\b)", "$1" + mark);
                        expected.set(i, expected.get(i).replace("caption " + i, "caption " + i + mark));
                    }
                    default -> {
                        // nobody edits it
                    }
                }
            }

            update(document, base, file, "text/vtt");

            assertThat(texts(document)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    /** The scenario of issue 17: two offline edits of 600 captions, one by a script that rewrites the file, and two colleagues online. */
    @Test
    void a_file_of_600_captions_edited_offline_twice_comes_back_while_two_colleagues_edit() {
        var document = fixture.captions(IntStream.range(0, 600)
                .mapToObj(i -> "00:%02d:%02d.000 --> 00:%02d:%02d.900\nsentence number %d of the film"
                        .formatted(i / 60, i % 60, i / 60, i % 60, i))
                .toArray(String[]::new));
        var base = tip(document);
        var srt = fixture.holdfast.documents().export(ANA, document.id(), "srt").text();
        var byScript = srt.replace("\r\n", "\n")
                .replaceAll("(?m)^(\\d+)\n", "$1$1\r\n")
                .replace("number 17 of", "number seventeen of")
                .replace("number 550 of the film", "number 550 of the film, at last");
        var byHand = fixture.file(document).replace("number 300 of", "number three hundred of");
        fixture.edit(BY_BEN, document, replace(fixture.cues(document).get(40), "sentence", "phrase"));
        var cues = fixture.cues(document);
        fixture.edit(BY_ANA, document, Fixture.shift(50, cues.get(200), cues.get(201)));
        fixture.edit(
                BY_BEN, document, new EditRequest.Delete(cues.get(599).id(), seen(cues.get(599)), Optional.empty()));

        var first = update(document, base, byScript, "application/x-subrip");
        fixture.edit(BY_BEN, document, replace(fixture.cues(document).get(41), "sentence", "phrase"));
        var second = update(document, base, byHand, "text/vtt");

        assertThat(first.steps()).hasSize(2);
        assertThat(second.steps()).hasSize(1);
        var texts = texts(document);
        assertThat(texts).hasSize(599);
        assertThat(texts.get(17)).isEqualTo("sentence number seventeen of the film");
        assertThat(texts.get(550)).isEqualTo("sentence number 550 of the film, at last");
        assertThat(texts.get(300)).isEqualTo("sentence number three hundred of the film");
        assertThat(texts.get(40)).startsWith("phrase");
        assertThat(texts.get(41)).startsWith("phrase");
        assertThat(cues(document).get(200).startMillis()).isEqualTo(200_050);
    }

    private FileUpdate update(Document document, Tip base, String file, String mediaType) {
        return update(BY_ANA, document, base, file, mediaType);
    }

    private FileUpdate update(WriteRequest request, Document document, Tip base, String file, String mediaType) {
        return fixture.holdfast
                .documents()
                .update(request, document.id(), () -> new RevisedFile(base, mediaType, file, WriteOptions.NONE));
    }

    private FileConflict conflict(Document document, Tip base, String file) {
        return catchThrowableOfType(FileConflict.class, () -> update(document, base, file, "text/vtt"));
    }

    private Tip tip(Document document) {
        return fixture.holdfast.documents().read(ANA, document.id()).tip();
    }

    private List<Cue> cues(Document document) {
        return fixture.cues(document).stream()
                .flatMap(segment -> WebVtt.CUES.parse(segment.content()).stream())
                .toList();
    }

    private List<String> texts(Document document) {
        return cues(document).stream().map(Cue::text).toList();
    }

    private List<String> blocks(Document document) {
        return fixture.cues(document).stream()
                .map(segment -> segment.content().text())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static EditRequest append(Segment segment, String words) {
        return replace(segment, segment.content().text(), segment.content().text() + words);
    }

    private static List<String> film(Random random, int captions) {
        return IntStream.range(0, captions)
                .mapToObj(i -> block(
                        i * 2000L,
                        i * 2000L + 1500,
                        "caption " + i + (random.nextInt(3) == 0 ? " la la" : " ends here")))
                .toList();
    }

    private static String block(long start, long end, String text) {
        return WebVtt.CUES
                .write(new Cue(Optional.empty(), start, end, "", text))
                .text();
    }

    private static List<String> edited(List<String> blocks, Random random) {
        var file = new ArrayList<String>();
        for (var block : blocks) {
            switch (random.nextInt(10)) {
                case 0 -> {
                    // deleted
                }
                case 1 -> {
                    file.add(block);
                    file.add(block(random.nextInt(90_000), 100_000, "new words " + random.nextInt(5)));
                }
                case 2 -> file.add(block.replace("caption", "title"));
                case 3 -> file.add(block.replaceFirst("\\.\\d{3} -->", ".111 -->"));
                case 4 -> file.add(random.nextInt(file.size() + 1), block);
                case 5 -> {
                    var last = file.isEmpty() ? block : file.remove(file.size() - 1);
                    file.add(last + "\n" + block.substring(block.indexOf('\n') + 1));
                }
                default -> file.add(block);
            }
        }
        return file;
    }
}
