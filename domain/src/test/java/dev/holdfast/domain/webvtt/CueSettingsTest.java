package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CueSettingsTest {

    @Test
    void settings_say_where_a_cue_is_shown() {
        var settings = CueSettings.parse("vertical:rl line:-1,end\tposition:5.5%,line-left  size:50% align:right");

        assertThat(settings.vertical()).isEqualTo("rl");
        assertThat(settings.line()).hasValue(-1);
        assertThat(settings.snapToLines()).isTrue();
        assertThat(settings.lineAlign()).isEqualTo("end");
        assertThat(settings.position()).hasValue(5.5);
        assertThat(settings.positionAlign()).isEqualTo("line-left");
        assertThat(settings.size()).isEqualTo(50);
        assertThat(settings.align()).isEqualTo("right");
        assertThat(settings.region()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"line:1 region:a", "size:100% region:a", "region:a size:100%", "region:a align:start"})
    void a_region_stays_where_nothing_after_it_takes_the_cue_out(String settings) {
        assertThat(CueSettings.parse(settings).region()).contains("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"region:a line:1", "region:a size:50%", "region:a vertical:lr", "region:a line:0%"})
    void a_later_line_size_or_direction_takes_the_cue_out_of_its_region(String settings) {
        assertThat(CueSettings.parse(settings).region()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line:1d",
                "line:1f",
                "line:0x1p3",
                "line:+1",
                "line:1.",
                "line:.5",
                "line:1e3",
                "line:NaN",
                "line:--1",
                "line:-",
                "line:-5%",
                "line:101%",
                "line:١",
                "line:1,",
                "line:1,middle",
                "line:1,start,end",
                "line:",
                "line",
                ":1",
                "Line:1",
                "line :1",
                "size:-0%",
                "size:1",
                "size:%",
                "size:100.1%",
                "position:50%,middle",
                "position:50%,start",
                "align:middle",
                "align:Start",
                "vertical:",
                "region:",
            })
    void what_the_specification_does_not_know_is_ignored(String setting) {
        assertThat(CueSettings.parse(setting)).usingRecursiveComparison().isEqualTo(CueSettings.parse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"line:7\u000Bsize:5%", "line:7\u00A0size:5%", "line:7\u3000"})
    void only_ascii_whitespace_separates_settings(String settings) {
        assertThat(CueSettings.parse(settings).line()).isEmpty();
        assertThat(CueSettings.parse(settings).size()).isEqualTo(100);
    }

    @Test
    void a_line_may_be_beyond_any_int_and_a_negative_zero_is_zero() {
        assertThat(CueSettings.parse("line:99999999999999").line()).hasValue(99999999999999.0);
        assertThat(CueSettings.parse("line:" + "9".repeat(400)).line()).isEmpty();
        assertThat(Double.doubleToLongBits(CueSettings.parse("line:-0").line().orElseThrow()))
                .isZero();
    }

    @Test
    void of_a_setting_that_is_there_twice_the_later_one_holds() {
        assertThat(CueSettings.parse("align:start align:end align:bogus").align())
                .isEqualTo("end");
    }
}
