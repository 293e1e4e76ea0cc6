package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.webvtt.CuePart.Moment;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CueShiftTest {

    @Test
    void a_shift_changes_all_times_of_a_cue_and_nothing_else() {
        var block =
                " id \r\n 0:00:01.000\t--> 00:04.000  align:middle \r\n<00:01.500>a &lt <b><00:00:02.000>b\r<00:03>c<00:03.000";

        var shifted = WebVtt.CUES.shift(new Content(block), new CueShift(1250));

        assertThat(shifted.text())
                .isEqualTo(" id \r\n 00:00:02.250\t--> 00:05.250  align:middle \r\n"
                        + "<00:02.750>a &lt <b><00:00:03.250>b\r<00:03>c<00:04.250");
    }

    @Test
    void a_shift_adds_hours_where_needed_and_keeps_them() {
        assertThat(shifted("00:01.000 --> 00:02.000", 3_600_000)).isEqualTo("01:00:01.000 --> 01:00:02.000");
        assertThat(shifted("01:00:01.000 --> 01:00:02.000", -3_600_000)).isEqualTo("00:00:01.000 --> 00:00:02.000");
    }

    @Test
    void a_shift_by_zero_changes_no_character() {
        assertThat(shifted("0:00:01.000 --> 0:00:02.000\n<0:00:01.500>a", 0))
                .isEqualTo("0:00:01.000 --> 0:00:02.000\n<0:00:01.500>a");
    }

    @Test
    void a_shift_below_zero_is_refused() {
        assertThat(shifted("00:01.000 --> 00:02.000", -1000)).isEqualTo("00:00.000 --> 00:01.000");
        refused("id\n00:01.000 --> 00:02.000", -1001, 2, 1, "shift by -1000 ms or more");
        refused("00:03.000 --> 00:02.000", -2500, 1, 15, "shift by -2000 ms or more");
        refused("00:03.000 --> 00:04.000\r\na<00:01.000>", -2500, 2, 3, "shift by -1000 ms or more");
        refused("00:03.000 --> 00:04.000", Long.MIN_VALUE, 1, 1, "below zero");
    }

    @Test
    void a_shift_beyond_the_greatest_time_is_refused() {
        refused("00:01.000 --> 00:02.000", Timestamp.MAX_MILLIS - 1999, 1, 15, "too late");
        refused("00:01.000 --> 00:02.000", Long.MAX_VALUE, 1, 1, "too late");
        refused("00:01.000 --> 99999999999:00:02.000", -1, 1, 15, "too late");
    }

    @Test
    void a_block_that_is_not_one_cue_cannot_be_shifted() {
        refused("NOTE a", 1, 1, 1, "not a cue");
    }

    @Test
    void a_shift_and_its_reverse_keep_the_cue() {
        Seeds.each(5_000, random -> {
            var block = RandomCues.block(random);
            var millis = random.nextInt(10_000_000);

            var there = WebVtt.CUES.shift(block, new CueShift(millis));
            var back = WebVtt.CUES.shift(there, new CueShift(-millis));

            var before = WebVtt.CUES.parse(block).orElseThrow();
            var after = WebVtt.CUES.parse(there).orElseThrow();
            assertThat(after.startMillis()).isEqualTo(before.startMillis() + millis);
            assertThat(after.endMillis()).isEqualTo(before.endMillis() + millis);
            assertThat(moments(after))
                    .isEqualTo(
                            moments(before).stream().map(time -> time + millis).toList());
            assertThat(RandomCues.seen(after)).isEqualTo(RandomCues.seen(before));
            assertThat(CueText.parse(WebVtt.CUES.parse(back).orElseThrow().text())
                            .parts())
                    .isEqualTo(CueText.parse(before.text()).parts());
        });
    }

    private static List<Long> moments(Cue cue) {
        return CueText.parse(cue.text()).parts().stream()
                .filter(Moment.class::isInstance)
                .map(part -> ((Moment) part).millis())
                .toList();
    }

    private static String shifted(String block, long millis) {
        return WebVtt.CUES.shift(new Content(block), new CueShift(millis)).text();
    }

    private static void refused(String block, long millis, int line, int column, String reason) {
        assertThatThrownBy(() -> shifted(block, millis)).isInstanceOfSatisfying(InvalidContent.class, refused -> {
            assertThat(refused.reason()).contains(reason);
            assertThat(refused.line()).isEqualTo(line);
            assertThat(refused.column()).isEqualTo(column);
        });
    }
}
