package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.cue.CuePatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CuePatchTest {

    private static final String BLOCK = " id \r\n 0:00:01.000\t-->  00:02.000  align:middle \r\none\rtwo & <b>";

    @Test
    void an_empty_patch_changes_no_character() {
        assertThat(patched(CuePatch.NOTHING)).isEqualTo(BLOCK);
    }

    @Test
    void an_unchanged_part_stays_as_it_was_written() {
        var same = CuePatch.NOTHING
                .withIdentifier(" id ")
                .withStartMillis(1000)
                .withEndMillis(2000)
                .withSettings("align:middle")
                .withText("one\ntwo & <b>");

        assertThat(patched(same)).isEqualTo(BLOCK);
    }

    @Test
    void each_part_is_changed_without_touching_the_others() {
        assertThat(patched(CuePatch.NOTHING.withIdentifier("2"))).isEqualTo(BLOCK.replace(" id ", "2"));
        assertThat(patched(CuePatch.NOTHING.withoutIdentifier())).isEqualTo(BLOCK.substring(6));
        assertThat(patched(CuePatch.NOTHING.withStartMillis(1500)))
                .isEqualTo(BLOCK.replace("0:00:01.000", "00:00:01.500"));
        assertThat(patched(CuePatch.NOTHING.withEndMillis(2500))).isEqualTo(BLOCK.replace("00:02.000", "00:02.500"));
        assertThat(patched(CuePatch.NOTHING.withSettings("size:5%")))
                .isEqualTo(BLOCK.replace("  align:middle ", "  size:5%"));
        assertThat(patched(CuePatch.NOTHING.withSettings(""))).isEqualTo(BLOCK.replace("  align:middle ", ""));
        assertThat(patched(CuePatch.NOTHING.withText("a\nb"))).isEqualTo(BLOCK.replace("one\rtwo & <b>", "a\r\nb"));
        assertThat(patched(CuePatch.NOTHING.withText(""))).isEqualTo(BLOCK.replace("\r\none\rtwo & <b>", ""));
    }

    @Test
    void hours_are_written_where_needed() {
        assertThat(patched(CuePatch.NOTHING.withEndMillis(3_600_000)))
                .isEqualTo(BLOCK.replace("00:02.000", "01:00:00.000"));
    }

    @Test
    void new_lines_end_as_the_other_lines_of_the_block() {
        var oneLine = new Content("id\r\n00:01.000 --> 00:02.000");
        var withText = WebVtt.CUES.rewrite(
                oneLine, CuePatch.NOTHING.withoutIdentifier().withText("a\nb"));
        var withIdentifier = WebVtt.CUES.rewrite(
                new Content("00:01.000 --> 00:02.000\rtext"),
                CuePatch.NOTHING.withText("").withIdentifier("id"));

        assertThat(withText.text()).isEqualTo("00:01.000 --> 00:02.000\r\na\r\nb");
        assertThat(withIdentifier.text()).isEqualTo("id\r00:01.000 --> 00:02.000");
    }

    @Test
    void a_patched_cue_has_the_parts_of_the_patch() {
        Seeds.each(5_000, random -> {
            var block = new Content(RandomFiles.block(random));
            var cue = WebVtt.CUES.parse(block);
            if (cue.isEmpty()) {
                return;
            }
            var text = RandomFiles.one(random, List.of("", "a", "a\nb", " "));
            var start = random.nextInt(10_000_000);

            var patched =
                    WebVtt.CUES.rewrite(block, CuePatch.NOTHING.withText(text).withStartMillis(start));

            var before = cue.get();
            assertThat(WebVtt.CUES.parse(patched))
                    .contains(new Cue(before.identifier(), start, before.endMillis(), before.settings(), text));
        });
    }

    @Test
    void a_part_that_does_not_fit_on_its_line_is_refused() {
        assertThatThrownBy(() -> CuePatch.NOTHING.withIdentifier("a\nb"))
                .isInstanceOfSatisfying(InvalidContent.class, refused -> {
                    assertThat(refused.reason()).contains("identifier");
                    assertThat(refused.column()).isEqualTo(2);
                });
        assertThatThrownBy(() -> CuePatch.NOTHING.withSettings("a\rb")).isInstanceOf(InvalidContent.class);
        assertThatThrownBy(() -> CuePatch.NOTHING.withStartMillis(-1)).isInstanceOf(InvalidContent.class);
        assertThatThrownBy(() -> CuePatch.NOTHING.withEndMillis(1L << 53)).isInstanceOf(InvalidContent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NOTE a", "WEBVTT", "00:01.000 --> ", "00:01.000 --> 00:02.000\n\nb", "a\nb --> c\nd"})
    void a_block_that_is_not_one_cue_cannot_be_patched(String block) {
        assertThatThrownBy(() -> WebVtt.CUES.rewrite(new Content(block), CuePatch.NOTHING))
                .isInstanceOf(InvalidContent.class);
    }

    private static String patched(CuePatch patch) {
        return WebVtt.CUES.rewrite(new Content(BLOCK), patch).text();
    }
}
