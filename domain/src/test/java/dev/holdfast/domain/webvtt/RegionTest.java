package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Content;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegionTest {

    @Test
    void settings_are_on_one_line_or_on_several() {
        assertThat(region("id:fred\twidth:40.5%\r\nlines:4").id()).isEqualTo("fred");
        assertThat(region("width:40.5%\tlines:4\rregionanchor:0%,100%\n\fid:fred")
                        .id())
                .isEqualTo("fred");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anything", "id", "id:", ":fred", "ID:fred", "width:40%", "scroll:up"})
    void a_region_without_an_identifier_setting_has_no_identifier(String setting) {
        assertThat(region(setting).id()).isEmpty();
    }

    @Test
    void the_last_of_several_identifiers_counts() {
        assertThat(region("id:a id:b:c lines:2 id:").id()).isEqualTo("b:c");
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
    void the_word_region_may_have_whitespace_after_it() {
        assertThat(Region.parse(new Content("REGION \t\nid:a")).map(Region::id)).isEqualTo(Optional.of("a"));
    }

    private static Region region(String settings) {
        return Region.parse(new Content("REGION\n" + settings)).orElseThrow();
    }
}
