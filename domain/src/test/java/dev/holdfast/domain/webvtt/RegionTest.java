package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.webvtt.Region.Anchor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegionTest {

    @Test
    void settings_are_on_one_line_or_on_several() {
        var region =
                region("id:fred\twidth:40.5%\r\nlines:4 regionanchor:0%,100%\rviewportanchor:10%,90%\n\fscroll:up");

        assertThat(region).isEqualTo(new Region("fred", 40.5, 4, new Anchor(0, 100), new Anchor(10, 90), true));
    }

    @Test
    void a_region_of_which_nothing_is_said_is_as_wide_as_the_video_and_three_lines_high() {
        assertThat(region("anything")).isEqualTo(new Region("", 100, 3, new Anchor(0, 100), new Anchor(0, 100), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "id:",
                ":fred",
                "ID:fred",
                "width:40",
                "width:-1%",
                "width:100.1%",
                "width:.5%",
                "width:1.%",
                "width:٤%",
                "lines:",
                "lines:-1",
                "lines:1.5",
                "lines:+1",
                "lines:٤",
                "regionanchor:0%",
                "regionanchor:0,0",
                "regionanchor:0%,",
                "regionanchor:0%,0%,0%",
                "regionanchor:101%,0%",
                "viewportanchor:,0%",
                "viewportanchor:0%;0%",
                "scroll:down",
                "scroll:Up",
                "scroll",
            })
    void settings_that_the_specification_does_not_know_are_ignored(String setting) {
        assertThat(region(setting)).isEqualTo(Region.UNDEFINED);
    }

    @Test
    void the_last_of_several_that_can_be_understood_counts() {
        var region = region("id:a id:b:c lines:2 lines:7 lines:x width:1% width:2% scroll:up scroll:none");

        assertThat(region.id()).isEqualTo("b:c");
        assertThat(region.lines()).isEqualTo(7);
        assertThat(region.width()).isEqualTo(2);
        assertThat(region.scrollsUp()).isTrue();
    }

    @Test
    void lines_may_be_more_than_an_int_can_hold() {
        assertThat(region("lines:99999999999999999999").lines()).isEqualTo(1e20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "REGION",
                "REGIONS\nid:a",
                "region\nid:a",
                " REGION\nid:a",
                "REGION id:a\nlines:1",
                "REGION\nid:a\n\nREGION\nid:b",
                "REGION\nid:a-->b"
            })
    void a_block_that_does_not_define_a_region_has_no_region(String block) {
        assertThat(Region.parse(new Content(block))).isEmpty();
    }

    @Test
    void its_word_may_have_whitespace_after_it() {
        assertThat(Region.parse(new Content("REGION \t\nid:a")).map(Region::id)).isEqualTo(Optional.of("a"));
    }

    private static Region region(String settings) {
        return Region.parse(new Content("REGION\n" + settings)).orElseThrow();
    }
}
