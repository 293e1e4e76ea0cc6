package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Seeds;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.CheckRule;
import dev.holdfast.domain.cue.Finding;
import dev.holdfast.domain.cue.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FixesTest {

    private static final String TIMES = "00:10.000 --> 00:16.000\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHARACTERS_PER_LINE | She said that it would rain before the end of the week. |"
                        + " She said that it would rain\\nbefore the end of the week.",
                "CHARACTERS_PER_LINE | If it rains, we will stay at home and read all of it. |"
                        + " If it rains, we will stay\\nat home and read all of it.",
                "CHARACTERS_PER_LINE | <v Ann Lee>She <i>said that it would rain</i> before the end of it. |"
                        + " <v Ann Lee>She <i>said that it would\\nrain</i> before the end of it.",
                "LINES | one\\ntwo\\nthree | one two three",
                "DOUBLE_SPACE | two  words   here | two words here",
                "STRAY_NUMBER | hello\\n2 | hello",
                "SYNTAX | Tom & Jerry | Tom &amp; Jerry",
                "SYNTAX | Tom &amp Jerry | Tom &amp; Jerry",
                "SYNTAX | a <i>b | a <i>b</i>",
                "SYNTAX | a <i>b <b>c | a <i>b <b>c</b></i>",
                "SYNTAX | 1 < 2 | 1 &lt; 2",
                "SYNTAX | 1 < 2 & 3 | 1 &lt; 2 &amp; 3",
            })
    void a_text_is_fixed(CheckRule rule, String before, String after) {
        var payload = before.replace("\\n", "\n");
        var file = "WEBVTT\n\n" + TIMES + payload + "\n\n00:20.000 --> 00:22.000\nnext";

        assertThat(fixed(file, rule)).contains(TIMES + after.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1:00:01.250 --> 1:00:03.000 | 01:00:01.250 --> 01:00:03.000",
                "00:01.000--> 00:03.000 | 00:01.000 --> 00:03.000",
                "00:01.000 -->00:03.000align:left | 00:01.000 --> 00:03.000 align:left",
                "18:10.59 --> 18:15.5 | 18:10.590 --> 18:15.500",
                "8:10.590 -> 8:15,590 line:0 | 08:10.590 --> 08:15.590 line:0",
                "1:8:10.590 --> 1:8:15.5 | 01:08:10.590 --> 01:08:15.500",
            })
    void a_timing_line_is_repaired(String before, String after) {
        assertThat(fixed("WEBVTT\n\nid\n" + before + "\nHi there", CheckRule.SYNTAX))
                .contains("id\n" + after + "\nHi there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SYNTAX | 18:70.590 --> 18:75.590\\nseconds beyond the minute",
                "SYNTAX | 18:10.590\\nno end",
                "SYNTAX | 00:05.000 --> 00:03.000\\nbackwards",
                "SYNTAX | 00:01.000 --> 00:03.000\\na <laughs> b",
                "CHARACTERS_PER_LINE | 00:10.000 --> 00:16.000\\n- Is this a line that is far too long for anybody?\\n- No.",
                "CHARACTERS_PER_LINE | 00:10.000 --> 00:16.000\\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "MAX_DURATION | 00:10.000 --> 00:19.000\\nlong",
            })
    void what_takes_a_person_has_no_fix(CheckRule rule, String block) {
        var found = findings("WEBVTT\n\n" + block.replace("\\n", "\n")).stream()
                .filter(finding -> finding.rule() == rule)
                .toList();

        assertThat(found)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.fix()).isEmpty());
    }

    @Test
    void a_block_that_no_player_reads_tells_why_and_becomes_a_cue() {
        var file = "WEBVTT\n\n18:06.399 --> 18:08.399\nLook.\n\n18:10.59 --> 18:15.59\nGive me that.";

        var found = findings(file).get(0);

        assertThat(found.message())
                .isEqualTo(
                        "no player reads this block; expected a start time as [hours:]MM:SS.mmm, found \"18:10.59\"");
        assertThat(found.fix()).containsInstanceOf(Fix.NewCue.class);
    }

    @Test
    void a_short_caption_is_shown_longer_if_the_next_one_leaves_the_time() {
        assertThat(fixed(two("00:01.000 --> 00:01.400\nHi.", "00:03.000 --> 00:05.000\nnext"), CheckRule.MIN_DURATION))
                .contains("00:01.000 --> 00:01.833\nHi.");
        assertThat(fixed(two("00:01.000 --> 00:01.400\nHi.", "00:01.900 --> 00:05.000\nnext"), CheckRule.MIN_DURATION))
                .isEmpty();
        assertThat(fixed(
                        two("00:01.000 --> 00:02.000\nthirty characters are in this.", "00:02.600 --> 00:05.000\nnext"),
                        CheckRule.CHARACTERS_PER_SECOND))
                .contains("00:01.000 --> 00:02.500\nthirty characters are in this.");
    }

    @Test
    void an_overlap_and_a_small_gap_end_the_earlier_caption_in_time() {
        assertThat(fixed(two("00:01.000 --> 00:03.500\nHi.", "00:03.000 --> 00:05.000\nnext"), CheckRule.OVERLAP))
                .contains("00:01.000 --> 00:02.917\nHi.");
        assertThat(fixed(two("00:01.000 --> 00:02.990\nHi.", "00:03.000 --> 00:05.000\nnext"), CheckRule.GAP))
                .contains("00:01.000 --> 00:02.917\nHi.");
        assertThat(fixed(two("00:02.500 --> 00:03.500\nHi.", "00:03.000 --> 00:05.000\nnext"), CheckRule.OVERLAP))
                .as("it would be too short")
                .isEmpty();
        var three = findings(two("00:00.000 --> 00:03.400\nHi.", "00:01.000 --> 00:03.500\nYou.")
                + "\n\n00:03.000 --> 00:05.000\nnext");
        assertThat(three)
                .filteredOn(finding -> finding.index() == 3)
                .as("another one overlaps, too")
                .singleElement()
                .extracting(Finding::fix)
                .isEqualTo(Optional.empty());
        assertThat(fixed(
                        two("00:01.000 --> 00:03.500\nHi <00:03.200>you.", "00:03.000 --> 00:05.000\nnext"),
                        CheckRule.OVERLAP))
                .as("its inner time would be outside")
                .isEmpty();
    }

    @Test
    void an_empty_caption_is_deleted() {
        var found = findings("WEBVTT\n\n00:01.000 --> 00:03.000\n\n00:04.000 --> 00:06.000\n<i></i>");

        assertThat(found).extracting(Finding::rule).containsExactly(CheckRule.EMPTY, CheckRule.EMPTY);
        assertThat(found)
                .extracting(Finding::fix)
                .containsExactly(Optional.of(new Fix.Deletion(1)), Optional.of(new Fix.Deletion(2)));
    }

    @Test
    void a_number_that_is_not_that_of_the_next_caption_is_text() {
        assertThat(findings(two("00:01.000 --> 00:03.000\nThe answer is\n42", "00:04.000 --> 00:06.000\nnext")))
                .isEmpty();
        assertThat(findings(two("00:01.000 --> 00:03.000\n2", "00:04.000 --> 00:06.000\nnext")))
                .isEmpty();
        assertThat(findings(two("00:01.000 --> 00:03.000\nSo\n2", "x\n00:04.000 --> 00:06.000\nnext")))
                .isEmpty();
    }

    @Test
    void a_timestamp_map_is_named_with_its_shift() {
        var found = findings("WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.500,MPEGTS:900000");

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(CheckRule.TIMESTAMP_MAP);
            assertThat(finding.line()).isEqualTo(2);
            assertThat(finding.message()).contains("+9.500 s");
        });
        assertThat(findings("WEBVTT\nX-TIMESTAMP-MAP=nonsense"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("cannot be read"));
    }

    @Test
    void every_fix_ends_its_finding_and_adds_no_flaw() {
        Seeds.each(3_000, random -> {
            var blocks = new ArrayList<>(new WebVtt().split(RandomFiles.file(random)));
            for (var i = 0; i < 3; i++) {
                blocks.add(new WebVtt()
                        .split("WEBVTT\n\n" + RandomCues.block(random).text())
                        .get(1));
            }
            var before = WebVtt.CUES.check(blocks, CheckProfile.DEFAULT);

            for (var finding : before) {
                finding.fix().filter(fix -> !(fix instanceof Fix.Deletion)).ifPresent(fix -> {
                    var after = WebVtt.CUES.check(applied(blocks, fix), CheckProfile.DEFAULT);
                    assertThat(count(finding, after))
                            .as("%s in %s", finding, blocks)
                            .isLessThan(count(finding, before));
                    assertThat(syntax(after, fix.index())).isLessThanOrEqualTo(syntax(before, fix.index()));
                });
            }
        });
    }

    private static long count(Finding finding, List<Finding> findings) {
        return findings.stream()
                .filter(other -> other.rule() == finding.rule() && other.index() == finding.index())
                .count();
    }

    private static long syntax(List<Finding> findings, int index) {
        return findings.stream()
                .filter(finding -> finding.rule() == CheckRule.SYNTAX && finding.index() == index)
                .count();
    }

    private static List<Block> applied(List<Block> blocks, Fix fix) {
        var next = new ArrayList<>(blocks);
        if (fix instanceof Fix.Replacement replacement) {
            next.set(fix.index(), Block.of(blocks.get(fix.index()).kind(), replacement.content()));
        } else if (fix instanceof Fix.NewCue cue) {
            next.set(fix.index(), Block.of(SegmentKind.CUE, cue.content()));
        }
        return next;
    }

    /** The text of the block that the first finding of a rule changes. */
    private static Optional<String> fixed(String file, CheckRule rule) {
        var found = findings(file).stream()
                .filter(finding -> finding.rule() == rule)
                .findFirst()
                .orElseThrow();
        return found.fix().map(fix -> {
            var blocks = new WebVtt().split(file);
            return applied(blocks, fix).get(fix.index()).content().text();
        });
    }

    private static String two(String first, String second) {
        return "WEBVTT\n\n" + first + "\n\n" + second;
    }

    private static List<Finding> findings(String file) {
        return WebVtt.CUES.check(new WebVtt().split(file), CheckProfile.DEFAULT);
    }
}
