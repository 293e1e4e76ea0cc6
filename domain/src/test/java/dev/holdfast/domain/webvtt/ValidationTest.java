package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.SegmentKind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation of edits of a block. */
final class ValidationTest {

    private static final String CUE = "00:00.000 --> 00:01.000\ntext";

    private final WebVtt webVtt = new WebVtt();

    static Stream<Arguments> errors() {
        return Stream.of(
                arguments(1, 15, "after the start time", "00:02.000 --> 00:01.000\ntext"),
                arguments(2, 15, "after the start time", "id\r\n00:01.000 --> 00:01.000"),
                arguments(1, 1, "hours of two or more digits", "0:00:00.000 --> 00:01.000\ntext"),
                arguments(1, 15, "hours of two or more digits", "00:00.000 --> 1:00:01.000\ntext"),
                arguments(1, 1, "beginning of the line", " 00:00.000 --> 00:01.000\ntext"),
                arguments(1, 10, "around \"-->\"", "00:00.000--> 00:01.000\ntext"),
                arguments(1, 10, "around \"-->\"", "00:00.000 \f--> 00:01.000\ntext"),
                arguments(1, 24, "after the end time", "00:00.000 --> 00:01.000align:start\ntext"),
                arguments(1, 1, "a start time", "00:00,000 --> 00:01.000\ntext"),
                arguments(1, 15, "an end time", "00:00.000 --> 00:61.000\ntext"),
                arguments(1, 1, "the times of the cue", "text"),
                arguments(3, 1, "blank line", "00:00.000 --> 00:01.000\ntext\n\nmore"),
                arguments(3, 1, "blank line", "00:00.000 --> 00:01.000\ntext\r\n\r\nmore"),
                arguments(1, 1, "blank line", "\n" + CUE),
                arguments(3, 5, "another cue", "00:00.000 --> 00:01.000\ntext\n\uD83D\uDE00 a --> b"),
                arguments(2, 5, "line break after", "00:00.000 --> 00:01.000\ntext\n"),
                arguments(1, 1, "empty", ""),
                arguments(1, 25, "align: with", "00:00.000 --> 00:01.000 align:middle\ntext"),
                arguments(1, 37, "at most once", "00:00.000 --> 00:01.000 align:start align:end\ntext"),
                arguments(1, 25, "name:value", "00:00.000 --> 00:01.000 colour:red\ntext"),
                arguments(1, 25, "name:value", "00:00.000 --> 00:01.000 align\ntext"),
                arguments(1, 25, "line: with", "00:00.000 --> 00:01.000 line:1.5\ntext"),
                arguments(1, 25, "region: with", "00:00.000 --> 00:01.000 region:a-->b\ntext"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void an_edit_that_adds_an_error_to_a_cue_is_refused_with_line_and_column(
            int line, int column, String reason, String next) {
        assertThatThrownBy(() -> webVtt.validate(cue(CUE), new Content(next)))
                .isInstanceOfSatisfying(InvalidContent.class, refused -> {
                    assertThat(refused.reason()).contains(reason);
                    assertThat(refused.line()).isEqualTo(line);
                    assertThat(refused.column()).isEqualTo(column);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00:00.000 --> 00:01.000",
                "WEBVTT\n00:00.000 --> 00:01.000\ntext",
                "NOTE\n00:00.000\t-->\t100:00:01.000\ntext",
                "00:00.000 --> 00:01.000 region:a line:-1,end position:5%,center size:1.5% align:left vertical:lr",
                "00:00.000 --> 00:01.000  \ntext",
                "00:00.000 --> 00:01.000\nTom & Jerry <3 <b>not closed\n \n--&gt; --"
            })
    void an_edit_that_makes_a_valid_cue_is_accepted(String next) {
        assertThatCode(() -> webVtt.validate(cue(CUE), new Content(next))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00:02.000 --> 00:01.000\ntext",
                " 0:00:00.000-->00:01.000 align:middle align:middle bogus\ntext",
                "00:00.000 --> 00:01.000align:start line:1.5\ntext"
            })
    void an_error_that_was_there_before_does_not_refuse_an_edit(String before) {
        var next = before.replace("text", "another text");

        assertThatCode(() -> webVtt.validate(cue(before), new Content(next))).doesNotThrowAnyException();
    }

    @Test
    void one_more_error_of_a_kind_that_was_there_before_is_refused() {
        var before = cue("00:00.000 --> 00:01.000 bogus\ntext");

        assertThatThrownBy(() -> webVtt.validate(before, new Content("00:00.000 --> 00:01.000 bogus bogus\ntext")))
                .isInstanceOfSatisfying(
                        InvalidContent.class,
                        refused -> assertThat(refused.column()).isEqualTo(31));
        assertThatThrownBy(() -> webVtt.validate(before, new Content("00:00.000 --> 00:01.000 other\ntext")))
                .isInstanceOf(InvalidContent.class);
    }

    @Test
    void every_block_of_every_file_may_stay_as_it_is() {
        Seeds.each(3_000, random -> {
            for (var block : webVtt.split(RandomFiles.file(random))) {
                assertThatCode(() -> webVtt.validate(block, block.content())).doesNotThrowAnyException();
            }
        });
    }

    static Stream<Arguments> errorsOfOtherBlocks() {
        return Stream.of(
                arguments(SegmentKind.HEADER, "WEBVTT", "WEBVT", 1, 1, "expected \"WEBVTT\""),
                arguments(SegmentKind.HEADER, "WEBVTT", "WEBVTT\na --> b", 2, 3, "another cue"),
                arguments(SegmentKind.HEADER, "WEBVTT", "WEBVTT\n\nNOTE", 2, 1, "blank line"),
                arguments(SegmentKind.NOTE, "NOTE a", "a", 1, 1, "begins with NOTE"),
                arguments(SegmentKind.NOTE, "NOTE a", "NOTES", 1, 1, "begins with NOTE"),
                arguments(SegmentKind.NOTE, "NOTE a", "NOTE a --> b", 1, 8, "cannot stand"),
                arguments(SegmentKind.NOTE, "NOTE a", "NOTE\na --> b", 2, 3, "cannot stand"),
                arguments(SegmentKind.NOTE, "NOTE a", "NOTE\na\nb --> c", 3, 3, "another cue"),
                arguments(SegmentKind.STYLE, "STYLE\na {}", "STYLE", 1, 1, "a style sheet below it"),
                arguments(SegmentKind.STYLE, "STYLE\na {}", "STYLE a {}", 1, 1, "a style sheet below it"),
                arguments(SegmentKind.STYLE, "STYLE\na {}", "STYLE\na {}\n/* --> */", 3, 4, "another cue"),
                arguments(SegmentKind.REGION, "REGION\nid:a", "REGION", 1, 1, "its settings below it"),
                arguments(SegmentKind.REGION, "REGION\nid:a", "REGION\nid:a width:101%", 2, 6, "width: with"),
                arguments(SegmentKind.REGION, "REGION\nid:a", "REGION\nid:a\nlines:+1", 3, 1, "lines: with"),
                arguments(SegmentKind.REGION, "REGION\nid:a", "REGION\nid:a id:b", 2, 6, "at most once"),
                arguments(SegmentKind.REGION, "REGION\nid:a", "REGION\nregionanchor:1%", 2, 1, "joined by a comma"),
                arguments(SegmentKind.OTHER, "a\nb", CUE, 1, 1, "would become a cue"));
    }

    @ParameterizedTest
    @MethodSource("errorsOfOtherBlocks")
    void an_edit_that_adds_an_error_to_another_block_is_refused(
            SegmentKind kind, String before, String next, int line, int column, String reason) {
        var block = Block.of(kind, new Content(before));

        assertThatThrownBy(() -> webVtt.validate(block, new Content(next)))
                .isInstanceOfSatisfying(InvalidContent.class, refused -> {
                    assertThat(refused.reason()).contains(reason);
                    assertThat(refused.line()).isEqualTo(line);
                    assertThat(refused.column()).isEqualTo(column);
                });
    }

    @Test
    void a_composed_block_has_the_kind_of_its_text() {
        assertThat(webVtt.compose(new Content(CUE)).kind()).isEqualTo(SegmentKind.CUE);
        assertThat(webVtt.compose(new Content("NOTE a")).kind()).isEqualTo(SegmentKind.NOTE);
        assertThat(webVtt.compose(new Content("STYLE\na {}")).kind()).isEqualTo(SegmentKind.STYLE);
        assertThat(webVtt.compose(new Content("REGION\nid:a")).kind()).isEqualTo(SegmentKind.REGION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "text",
                "WEBVTT",
                "WEBVTT\nmore",
                "NOTE a\n\n" + CUE,
                CUE + "\n",
                "00:00.000 --> 00:01.000 align:middle\ntext",
                "id\n00:00.000 --> 00:00.000",
                "STYLE",
                "REGION"
            })
    void a_text_that_is_not_one_valid_block_is_refused(String text) {
        assertThatThrownBy(() -> webVtt.compose(new Content(text))).isInstanceOf(InvalidContent.class);
    }

    /** The strict writer and the tolerant reader agree on what a block is. */
    @Test
    void a_composed_block_reads_as_the_same_block() {
        Seeds.each(5_000, random -> {
            var content = new Content(RandomFiles.block(random));
            Block composed;
            try {
                composed = webVtt.compose(content);
            } catch (InvalidContent e) {
                return;
            }

            var read = webVtt.split("WEBVTT\n\n" + content.text());

            assertThat(read).hasSize(2);
            assertThat(read.get(1)).isEqualTo(composed);
        });
    }

    private static Block cue(String text) {
        return Block.of(SegmentKind.CUE, new Content(text));
    }
}
