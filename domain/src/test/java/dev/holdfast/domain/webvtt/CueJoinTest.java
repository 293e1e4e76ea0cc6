package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CueShift;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CueJoinTest {

    @Test
    void a_joined_cue_has_all_texts_from_the_first_start_to_the_last_end() {
        var joined = joined(
                "1\r\n0:00:01.000\t--> 00:02.000  align:middle\r\none & <b>two</b>",
                "2\n00:02.000 --> 00:03.000 line:0\nthree\nfour",
                "3\n00:03.000 --> 0:00:04.000\nfive");

        assertThat(joined)
                .isEqualTo(
                        "1\r\n0:00:01.000\t--> 0:00:04.000  align:middle\r\none & <b>two</b>\r\nthree\nfour\r\nfive");
    }

    @Test
    void a_joined_cue_ends_when_the_last_of_its_texts_ended() {
        assertThat(joined("00:01.000 --> 00:09.000\na", "00:02.000 --> 00:03.000\nb"))
                .isEqualTo("00:01.000 --> 00:09.000\na\nb");
        assertThat(joined("00:01.000 --> 00:02.000\na", "00:02.000 --> 0:00:08.000\nb", "00:03.000 --> 00:04.000\nc"))
                .isEqualTo("00:01.000 --> 0:00:08.000\na\nb\nc");
        assertThat(joined("00:03.000 --> 00:04.000\na", "00:01.000 --> 00:03.000\nb"))
                .isEqualTo("00:03.000 --> 00:04.000\na\nb");
    }

    @Test
    void a_voice_that_ends_with_its_cue_gets_its_end_tag() {
        assertThat(joined("00:01.000 --> 00:02.000\n<v Joe>Hi", "00:02.000 --> 00:03.000\n<v Ann>Ho</v>"))
                .isEqualTo("00:01.000 --> 00:03.000\n<v Joe>Hi</v>\n<v Ann>Ho</v>");
        assertThat(joined("00:01.000 --> 00:02.000\n<v Joe>Hi</v>", "00:02.000 --> 00:03.000\n<v Ann>Ho"))
                .isEqualTo("00:01.000 --> 00:03.000\n<v Joe>Hi</v>\n<v Ann>Ho</v>");
    }

    @Test
    void open_spans_are_closed_at_the_end_of_each_text() {
        assertThat(joined("00:01.000 --> 00:02.000\n<i><ruby>a<rt>b", "00:02.000 --> 00:03.000\nc</i>"))
                .isEqualTo("00:01.000 --> 00:03.000\n<i><ruby>a<rt>b</rt></ruby></i>\nc</i>");
    }

    @Test
    void a_span_closed_by_the_end_of_another_is_not_closed_again() {
        assertThat(joined("00:01.000 --> 00:02.000\n<ruby>a<rt>b</ruby>", "00:02.000 --> 00:03.000\nc"))
                .isEqualTo("00:01.000 --> 00:03.000\n<ruby>a<rt>b</ruby>\nc");
    }

    @Test
    void joining_cues_without_text_adds_no_blank_line() {
        assertThat(joined("00:01.000 --> 00:02.000", "00:02.000 --> 00:03.000\na", "00:03.000 --> 00:04.000"))
                .isEqualTo("00:01.000 --> 00:04.000\na");
        assertThat(joined("00:01.000 --> 00:02.000", "00:02.000 --> 00:03.000")).isEqualTo("00:01.000 --> 00:03.000");
    }

    @Test
    void a_refusal_names_the_cue_that_cannot_be_joined() {
        refused(0, "two cues or more", "00:01.000 --> 00:02.000\na");
        refused(1, "not a cue", "00:01.000 --> 00:02.000\na", "NOTE b");
        refused(0, "within a tag", "00:01.000 --> 00:02.000\na <b", "00:02.000 --> 00:03.000\nc");
        refused(1, "not after", "00:03.000 --> 00:02.000\na", "00:01.000 --> 00:03.000\nb");
        refused(0, "not after", "00:03.000 --> 00:02.000\na", "00:00.000 --> 00:01.000\nb");
    }

    @Test
    void a_joined_cue_shows_the_text_of_each_cue_and_adds_no_error() {
        Seeds.each(10_000, random -> {
            var first = RandomCues.block(random);
            var second = WebVtt.CUES.shift(RandomCues.block(random), new CueShift(2500));
            if (endsWithinTag(first) || endsWithinTag(second)) {
                return;
            }

            var joined = WebVtt.CUES.join(List.of(first, second));

            var seen = new ArrayList<>(RandomCues.seen(parsed(first)));
            seen.addAll(RandomCues.seen(parsed(second)));
            assertThat(RandomCues.seen(parsed(joined))).isEqualTo(seen);
            assertThat(parsed(joined).startMillis()).isEqualTo(parsed(first).startMillis());
            assertThat(parsed(joined).endMillis())
                    .isEqualTo(
                            Math.max(parsed(first).endMillis(), parsed(second).endMillis()));
            var before = Block.of(SegmentKind.CUE, first);
            assertThatCode(() -> new WebVtt().validate(before, joined)).doesNotThrowAnyException();
        });
    }

    private static boolean endsWithinTag(Content block) {
        return CueText.parse(parsed(block).text()).tagWithoutEnd().isPresent();
    }

    private static Cue parsed(Content block) {
        return WebVtt.CUES.parse(block).orElseThrow();
    }

    private static String joined(String... cues) {
        return WebVtt.CUES.join(Stream.of(cues).map(Content::new).toList()).text();
    }

    private static void refused(int index, String reason, String... cues) {
        assertThatThrownBy(() -> joined(cues)).isInstanceOfSatisfying(InvalidEdit.class, refused -> {
            assertThat(refused.getMessage()).contains(reason);
            assertThat(refused.index()).isEqualTo(index);
        });
    }
}
