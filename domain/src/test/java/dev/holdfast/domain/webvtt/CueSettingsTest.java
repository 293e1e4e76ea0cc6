package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CueSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vertical:rl",
                "vertical:lr",
                "line:-1,end",
                "line:7",
                "line:0%",
                "line:5.5",
                "line:-0",
                "line:1,start",
                "line:1,center",
                "line:99999999999999",
                "position:5.5%,line-left",
                "position:50%,line-right",
                "position:50%,center",
                "position:0%",
                "size:50%",
                "size:100%",
                "align:start",
                "align:center",
                "align:end",
                "align:left",
                "align:right",
                "region:a",
            })
    void settings_of_the_specification_are_understood(String setting) {
        assertThat(CueSettings.understands(Setting.parse(setting))).isTrue();
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
                "line:7\u000Bsize:5%",
                "line:7\u00A0size:5%",
                "line:7\u3000",
                "align:bogus",
            })
    void settings_that_the_specification_does_not_know_are_ignored(String setting) {
        assertThat(CueSettings.understands(Setting.parse(setting))).isFalse();
    }

    @Test
    void a_line_setting_too_great_for_a_number_is_ignored() {
        assertThat(CueSettings.understands(Setting.parse("line:" + "9".repeat(400))))
                .isFalse();
    }
}
