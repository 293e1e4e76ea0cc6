package dev.holdfast.memory;

import static dev.holdfast.memory.Fixture.BY_ANA;
import static dev.holdfast.memory.Fixture.join;
import static dev.holdfast.memory.Fixture.seen;
import static dev.holdfast.memory.Fixture.shift;
import static dev.holdfast.memory.Fixture.split;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.EditRequest;
import dev.holdfast.application.NewContent;
import dev.holdfast.application.Place;
import dev.holdfast.domain.Document;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Segment;
import dev.holdfast.domain.SegmentId;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CueSplit;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Separators between the blocks of an exported file after edits. */
final class ExportedBlocksTest {

    private static final String ONE = "00:01.000 --> 00:02.000|one";
    private static final String NEW = "00:03.000 --> 00:04.000\nnew";

    private final Fixture fixture = Fixture.guarded();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void a_cue_inserted_at_the_end_comes_after_a_blank_line_and_the_file_ends_as_before(String terminator) {
        var document = imported("WEBVTT||" + ONE + "|", terminator);

        fixture.edit(BY_ANA, document, insert(NEW, new Place.AtEnd()));

        assertThat(fixture.file(document))
                .isEqualTo(("WEBVTT||" + ONE + "||").replace("|", terminator) + NEW + terminator);
    }

    @Test
    void a_cue_inserted_at_the_end_of_a_file_without_a_final_terminator_comes_after_a_blank_line() {
        var document = imported("WEBVTT||" + ONE, "\r\n");

        fixture.edit(BY_ANA, document, insert(NEW, new Place.AtEnd()));

        assertThat(fixture.file(document)).isEqualTo("WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\none\r\n\r\n" + NEW);
    }

    @Test
    void a_file_whose_last_cue_was_deleted_ends_as_before() {
        var document = imported("WEBVTT||" + ONE + "||00:02.000 --> 00:03.000|two|", "\r\n");
        var last = fixture.cues(document).get(1);

        fixture.edit(BY_ANA, document, new EditRequest.Delete(last.id(), seen(last), Optional.empty()));

        assertThat(fixture.file(document)).isEqualTo(("WEBVTT||" + ONE + "|").replace("|", "\r\n"));
    }

    @Test
    void the_halves_of_the_last_cue_have_a_blank_line_between_them() {
        var document = imported("WEBVTT||00:01.000 --> 00:05.000|one two|", "\r\n");

        fixture.edit(BY_ANA, document, split(fixture.cues(document).get(0), "two", 3_000));

        assertThat(fixture.file(document))
                .isEqualTo("WEBVTT||00:01.000 --> 00:03.000|one||00:03.000 --> 00:05.000|two|".replace("|", "\r\n"));
    }

    @Test
    void cues_that_the_file_did_not_separate_stay_so_and_what_comes_between_them_is_separated() {
        var document = imported("WEBVTT||" + ONE + "|00:05.000 --> 00:06.000|two|00:07.000 --> 00:08.000|three", "\n");

        fixture.edit(
                BY_ANA,
                document,
                insert(NEW, new Place.After(fixture.cues(document).get(0).id())));

        assertThat(fixture.file(document))
                .isEqualTo(("WEBVTT||" + ONE + "||").replace("|", "\n")
                        + NEW
                        + "||00:05.000 --> 00:06.000|two|00:07.000 --> 00:08.000|three".replace("|", "\n"));
    }

    @Test
    void after_any_edits_the_file_has_the_cues_of_the_document() {
        var first = System.nanoTime();
        for (var seed = first; seed < first + 500; seed++) {
            var random = new Random(seed);
            var document = imported(file(random), List.of("\n", "\r\n", "\r").get(random.nextInt(3)));
            var before = ids(document);
            for (var i = 0; i < 8; i++) {
                edit(document, random);

                var again = fixture.imported(fixture.file(document));

                assertThat(cues(again)).as("seed %d", seed).isEqualTo(cues(document));
                assertThat(fixture.texts(again)).as("seed %d", seed).isEqualTo(fixture.texts(document));
                assertThat(unseparated(document, before)).as("seed %d", seed).isEmpty();
            }
        }
    }

    /** The new cues that a player does not find which needs a blank line before a cue. */
    private List<String> unseparated(Document document, Set<SegmentId> before) {
        var file = withLineFeeds(fixture.file(document));
        return fixture.segments(document).stream()
                .filter(segment -> !before.contains(segment.id()))
                .map(segment -> withLineFeeds(segment.content().text()))
                .filter(text -> !file.contains("\n\n" + text))
                .toList();
    }

    private Set<SegmentId> ids(Document document) {
        return fixture.segments(document).stream().map(Segment::id).collect(Collectors.toSet());
    }

    private static String withLineFeeds(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String file(Random random) {
        var blocks = IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(i -> {
            var isApart = random.nextInt(3) > 0;
            var note = random.nextInt(4) == 0 ? "||NOTE a" : "";
            var identifier = isApart && random.nextBoolean() ? i + "|" : "";
            return "%s%s%s%02d:01.000 --> %02d:05.000|some words"
                    .formatted(note, isApart ? "||" : "|", identifier, i, i);
        });
        return "WEBVTT" + blocks.collect(Collectors.joining()) + "|".repeat(random.nextInt(3));
    }

    private void edit(Document document, Random random) {
        var cues = fixture.cues(document);
        if (cues.isEmpty()) {
            fixture.edit(BY_ANA, document, insert(NEW, new Place.AtEnd()));
            return;
        }
        var at = random.nextInt(cues.size());
        var cue = cues.get(at);
        var place = random.nextBoolean() ? new Place.After(cue.id()) : new Place.AtEnd();
        var edit = switch (random.nextInt(7)) {
            case 0 -> insert(NEW, place);
            case 1 -> insert("id\n" + NEW, place);
            case 2 -> new EditRequest.Delete(cue.id(), seen(cue), Optional.empty());
            case 3 -> new EditRequest.Move(cue.id(), seen(cue), cues.size() > 1 ? place : new Place.AtEnd());
            case 4 -> at + 1 < cues.size() ? join(cue, cues.get(at + 1)) : shift(10, cue);
            case 5 -> shift(random.nextInt(100), cue);
            default -> new EditRequest.Split(cue.id(), seen(cue), new CueSplit(1, middle(cue)));
        };
        try {
            fixture.edit(BY_ANA, document, edit);
        } catch (InvalidEdit e) {
            assertThat(e).as("a refusal changes nothing").isNotNull();
        }
    }

    private static long middle(Segment segment) {
        var cue = WebVtt.CUES.parse(segment.content()).orElseThrow();
        return (cue.startMillis() + cue.endMillis()) / 2;
    }

    private List<Cue> cues(Document document) {
        return fixture.cues(document).stream()
                .map(segment -> WebVtt.CUES.parse(segment.content()).orElseThrow())
                .toList();
    }

    private Document imported(String file, String terminator) {
        return fixture.imported(file.replace("|", terminator));
    }

    private static EditRequest insert(String content, Place place) {
        return new EditRequest.Insert(Optional.empty(), NewContent.of(content), place);
    }
}
