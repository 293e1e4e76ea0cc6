package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CueSplit;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CueSplitTest {

    private static final String TIMES = "00:01.000 --> 00:03.000";

    @Test
    void a_split_makes_two_consecutive_cues() {
        var block = new Content("id\r\n 0:00:01.000\t--> 00:03.000  align:middle\r\nHello you,\r\nand you.");

        var halves = WebVtt.CUES.split(block, new CueSplit(11, 2000));

        assertThat(halves.first().text()).isEqualTo("id\r\n 0:00:01.000\t--> 00:02.000  align:middle\r\nHello you,");
        assertThat(halves.second().text()).isEqualTo(" 00:00:02.000\t--> 00:03.000  align:middle\r\nand you.");
    }

    /** In each text a bar marks the place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "Hello |you                     ! Hello                    ! you",
                "Hello| you                     ! Hello                    ! you",
                "Hel|lo                         ! Hel                      ! lo",
                "|Hello                         ! ''                       ! Hello",
                "Hello|                         ! Hello                    ! ''",
                "one_|two                       ! one                      ! two",
                "one|_two                       ! one                      ! two",
                "<i>one |two</i> three          ! <i>one</i>               ! <i>two</i> three",
                "<b><i.x>one |two</i> three     ! <b><i.x>one</i></b>      ! <b><i.x>two</i> three",
                "<v.loud Joe>one |two           ! <v.loud Joe>one</v>      ! <v.loud Joe>two",
                "<v Joe>one</v> |<v Ann>two     ! <v Joe>one</v>           ! <v Ann>two",
                "<v Joe>one</v>_<v Ann>|two     ! <v Joe>one</v>           ! <v Ann>two",
                "<v Joe>one|</v>_<v Ann>two     ! <v Joe>one</v>           ! <v Ann>two",
                "<i>one|</i>                    ! <i>one</i>               ! ''",
                "<i><b>|one</b></i>             ! ''                       ! <i><b>one</b></i>",
                "<ruby>a<rt>b|c</rt></ruby>     ! <ruby>a<rt>b</rt></ruby> ! <ruby><rt>c</rt></ruby>",
                "<ruby>a<rt>b|</ruby>c          ! <ruby>a<rt>b</ruby>      ! c",
                "one<00:02.000> |two            ! one                      ! two",
                "<00:01.500>one |<00:02.500>two ! <00:01.500>one           ! <00:02.500>two",
                "<00:01.500>one<00:02.500>|two  ! <00:01.500>one           ! <00:02.500>two",
                "a &amp; b|c &lt d              ! a &amp; b                ! c &lt d",
                "one|_<00:02.000>_two           ! one                      ! two",
                "one |two_<00:02.000>_three     ! one                      ! two_three",
                "one |two_<00:02.000><00:02.000>_three ! one               ! two_three",
                "one |two_<00:02.000>           ! one                      ! two",
                "one |two_<00:02.000>three      ! one                      ! two_three",
                "one |two<00:02.000>_three      ! one                      ! two_three",
                "<bogus>a |b</bogus>            ! <bogus>a                 ! b</bogus>",
            })
    void open_spans_are_closed_and_opened_again(String marked, String first, String second) {
        var text = marked.replace('_', '\n');
        var block = new Content(TIMES + "\n" + text.replace("|", ""));

        var halves = WebVtt.CUES.split(block, new CueSplit(text.indexOf('|'), 2000));

        assertThat(halves.first().text()).isEqualTo("00:01.000 --> 00:02.000" + (first.isEmpty() ? "" : "\n" + first));
        assertThat(halves.second().text())
                .isEqualTo("00:02.000 --> 00:03.000" + (second.isEmpty() ? "" : "\n" + second.replace('_', '\n')));
    }

    @Test
    void a_cue_without_text_becomes_two_of_them() {
        var halves = WebVtt.CUES.split(new Content(TIMES), new CueSplit(0, 2000));

        assertThat(halves.first().text()).isEqualTo("00:01.000 --> 00:02.000");
        assertThat(halves.second().text()).isEqualTo("00:02.000 --> 00:03.000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "a<i|>b             ! 2 ! 2 ! within a tag",
                "a<bo|gus>b         ! 2 ! 2 ! within a tag",
                "a<00:02|.000>b     ! 2 ! 2 ! within a tag",
                "a &am|p; b         ! 2 ! 3 ! within a reference",
                "a &a|mp b          ! 2 ! 3 ! within a reference",
                "a 😀|😀 &#6|5;b     ! 2 ! 6 ! within a reference",
                "a |b_<i            ! 3 ! 1 ! has no end",
                "a<00:02.000>b |c   ! 2 ! 2 ! later than",
                "a |b<00:01.500>c   ! 2 ! 4 ! no later than",
                "a |--<00:02.000>>b ! 2 ! 5 ! read differently",
                "a |&<00:02.000>lt; ! 2 ! 4 ! read differently",
            })
    void a_split_that_the_markup_does_not_allow_is_refused(String marked, int line, int column, String reason) {
        var text = marked.replace('_', '\n').replaceFirst("\\|(?=😀)", "");
        var block = new Content(TIMES + "\n" + text.replace("|", ""));

        assertThatThrownBy(() -> WebVtt.CUES.split(block, new CueSplit(text.indexOf('|'), 2000)))
                .isInstanceOfSatisfying(InvalidContent.class, refused -> {
                    assertThat(refused.reason()).contains(reason);
                    assertThat(refused.line()).isEqualTo(line);
                    assertThat(refused.column()).isEqualTo(column);
                });
    }

    @Test
    void a_place_outside_of_the_text_or_within_a_character_is_refused() {
        var block = new Content(TIMES + "\r\na\r\n\uD83D\uDE00");

        for (var offset : new int[] {-1, 3, 5}) {
            assertThatThrownBy(() -> WebVtt.CUES.split(block, new CueSplit(offset, 2000)))
                    .isInstanceOf(InvalidContent.class);
        }
        assertThat(WebVtt.CUES.split(block, new CueSplit(2, 2000)).second().text())
                .endsWith("\r\n\uD83D\uDE00");
    }

    /** In each text a bar marks a place within a character. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "e|\u0301tude",
                "\uD83D\uDC69|\u200D\uD83D\uDC67", // a woman and a girl
                "\uD83D\uDC69\u200D|\uD83D\uDC67",
                "\uD83C\uDDE9|\uD83C\uDDEA", // the flag of a country
                "\uD83C\uDDE9\uD83C\uDDEA\uD83C\uDDEB|\uD83C\uDDF7",
                "\uD83D\uDC4D|\uD83C\uDFFD", // a thumb of some skin
                "\u2764|\uFE0F",
                "\u0E01|\u0E33", // a letter of Thai and its vowel
                "\u1100|\u1161", // a syllable of Hangul
            })
    void a_place_within_a_character_of_several_parts_is_refused(String marked) {
        var text = "a <b>b " + marked + " c</b>";
        var block = new Content(TIMES + "\n" + text.replace("|", ""));

        assertThatThrownBy(() -> WebVtt.CUES.split(block, new CueSplit(text.indexOf('|'), 2000)))
                .isInstanceOf(InvalidContent.class)
                .hasMessageContaining("within a character");
        assertThatCode(() -> WebVtt.CUES.split(block, new CueSplit(text.indexOf(" c</b>") - 1, 2000)))
                .doesNotThrowAnyException();
    }

    /** In each text a bar marks the place, and [ ] are an isolate from right to left, { } such an embedding. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "a [one |two] b      ! a [one]           ! [two] b",
                "{one |two} b        ! {one}             ! {two} b",
                "[a {one |two} b]    ! [a {one}]         ! [{two} b]",
                "[one] |two          ! [one]             ! two",
                "a [|one] b          ! a                 ! [one] b",
                "a [one|] b          ! a [one]           ! b",
                "[a {one] |two       ! [a {one]          ! two",
                "[one_|two]          ! [one              ! two]",
                "[one_t|wo           ! [one_t            ! wo",
                "[<i>one |two</i>]   ! [<i>one]</i>      ! <i>[two</i>]",
                "[one |two           ! [one]             ! [two",
                "&#x2067;one |two]   ! &#x2067;one]      ! [two]",
                "a } |b ]            ! a }               ! b ]",
            })
    void open_directions_are_closed_and_opened_again(String marked, String first, String second) {
        var text = directed(marked);
        var block = new Content(TIMES + "\n" + text.replace("|", ""));

        var halves = WebVtt.CUES.split(block, new CueSplit(text.indexOf('|'), 2000));

        assertThat(halves.first().text()).isEqualTo("00:01.000 --> 00:02.000\n" + directed(first));
        assertThat(halves.second().text()).isEqualTo("00:02.000 --> 00:03.000\n" + directed(second));
    }

    private static String directed(String text) {
        return text.replace('[', '\u2067')
                .replace(']', '\u2069')
                .replace('{', '\u202B')
                .replace('}', '\u202C')
                .replace('_', '\n');
    }

    @Test
    void a_time_that_is_not_within_the_cue_is_refused() {
        for (var millis : new long[] {-1, 0, 1000, 3000, 4000}) {
            assertThatThrownBy(() -> WebVtt.CUES.split(new Content("id\n" + TIMES), new CueSplit(0, millis)))
                    .isInstanceOfSatisfying(
                            InvalidContent.class,
                            refused -> assertThat(refused.line()).isEqualTo(2));
        }
    }

    @Test
    void both_halves_together_show_the_text_of_the_cue_and_add_no_error() {
        Seeds.each(20_000, random -> {
            var block = RandomCues.block(random);
            var cue = WebVtt.CUES.parse(block).orElseThrow();
            CueSplit.Halves halves;
            try {
                // Half of the times are ones that may stand in the text, too.
                var at = random.nextBoolean() ? 501 + random.nextInt(2498) : 1_000 * (1 + random.nextInt(2));
                halves = WebVtt.CUES.split(
                        block, new CueSplit(random.nextInt(cue.text().length() + 1), at));
            } catch (InvalidContent e) {
                return;
            }

            var seen = new ArrayList<>(
                    RandomCues.seen(WebVtt.CUES.parse(halves.first()).orElseThrow()));
            seen.addAll(RandomCues.seen(WebVtt.CUES.parse(halves.second()).orElseThrow()));

            assertThat(seen).isEqualTo(RandomCues.seen(cue));
            var before = Block.of(SegmentKind.CUE, block);
            assertThatCode(() -> new WebVtt().validate(before, halves.first())).doesNotThrowAnyException();
            assertThatCode(() -> new WebVtt().validate(before, halves.second())).doesNotThrowAnyException();
        });
    }
}
