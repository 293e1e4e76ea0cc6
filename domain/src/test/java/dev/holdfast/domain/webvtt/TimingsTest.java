package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.cue.Cue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimingsTest {

    @ParameterizedTest
    @CsvSource({
        "00:00.000, 0",
        "59:59.999, 3599999",
        "00:00:00.001, 1",
        "0:00:01.000, 1000",
        "1:00:00.000, 3600000",
        "100:00:00.000, 360000000",
        "060:00:00.000, 216000000",
        "00000000000000000000001:00:00.000, 3600000",
        "2501999792:59:00.991, 9007199254740991",
        "2501999792:59:00.992, 9007199254740991",
        "99999999999999999999999999:00:00.000, 9007199254740991",
    })
    void a_time_is_read_as_a_player_does(String written, long millis) {
        var timings = Timings.parse("00:00.000 --> " + written).orElseThrow();

        assertThat(timings.end().millis()).isEqualTo(millis);
        assertThat(timings.end().text()).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "00:00",
                "0:00.000",
                "00:60.000",
                "60:00.000",
                "00:60:00.000",
                "00:00:60.000",
                "00:0.000",
                "00:00.00",
                "00:00.0000",
                "00:00,000",
                "000:00.000",
                "00:00:00:00.000",
                "-00:00.000",
                "+0:00:00.000",
                "00:+1.000",
                "٠٠:٠٠.٠٠٠",
                "００:００.０００",
                "00:00.00x",
                ":00:00.000",
                "00 :00.000"
            })
    void a_block_without_valid_times_is_not_a_cue(String written) {
        assertThat(Timings.parse(written + " --> 99:00:00.000")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00:00.000 --> 00:01.000",
                "00:00.000-->00:01.000",
                "\t 00:00.000\f-->\t00:01.000",
                "00:00.000 --> 00:01.000align:start",
                "00:00.000 --> 00:01.000-->",
            })
    void any_or_no_whitespace_may_surround_the_times_and_the_arrow(String line) {
        var timings = Timings.parse(line).orElseThrow();

        assertThat(timings.start().millis()).isZero();
        assertThat(timings.end().millis()).isEqualTo(1000);
        assertThat(timings.write()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00:00.000 \u000B--> 00:01.000",
                "\u00A000:00.000 --> 00:01.000",
                "00:00.000 -- > 00:01.000",
                "00:00.000 → 00:01.000",
                "00:00.000 --> ",
                "--> 00:01.000"
            })
    void other_space_and_other_arrows_make_no_timing_line(String line) {
        assertThat(Timings.parse(line)).isEmpty();
    }

    @Test
    void a_time_that_is_written_is_read_as_the_same() {
        Seeds.each(5_000, random -> {
            var millis = random.nextLong() & Timestamp.MAX_MILLIS >>> random.nextInt(53);
            var written = Timestamp.of(millis, random.nextBoolean());

            var read = Timestamp.collect(Cursor.at(written.text(), 0)).orElseThrow();

            assertThat(read.millis()).isEqualTo(millis);
            assertThat(read.text()).isEqualTo(written.text());
            assertThat(written.isLegal()).isTrue();
            assertThat(written.hasHours() || millis < 3_600_000).isTrue();
        });
    }

    @Test
    void digits_of_other_scripts_are_never_written() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

            assertThat(Timestamp.of(3_723_004, true).text()).isEqualTo("01:02:03.004");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void an_identifier_keeps_the_space_around_it() {
        var cue = WebVtt.CUES
                .parse(new Content(" \u0001id \n00:00.000 --> 00:01.000"))
                .orElseThrow();

        assertThat(cue.identifier()).contains(" \u0001id ");
    }

    @Test
    void a_cue_that_is_written_is_read_as_the_same() {
        Seeds.each(2_000, random -> {
            var cue = new Cue(
                    Optional.of(RandomFiles.one(random, List.of("", "1", " id ", "NOTE", "WEBVTT"))),
                    random.nextInt(10_000_000),
                    random.nextInt(10_000_000),
                    RandomFiles.one(random, List.of("", " align:start ", "line:0\tsize:5%")),
                    RandomFiles.one(random, List.of("", "text", "two\r\nlines", " ", "a\rb\nc")));

            assertThat(WebVtt.CUES.parse(WebVtt.CUES.write(cue))).contains(cue);
        });
    }
}
