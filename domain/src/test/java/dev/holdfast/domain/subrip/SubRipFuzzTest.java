package dev.holdfast.domain.subrip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.LinearTime;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.webvtt.CueText;
import dev.holdfast.domain.webvtt.WebVtt;
import java.util.List;

/** Random SubRip files. */
final class SubRipFuzzTest {

    private static final WebVtt WEB_VTT = new WebVtt();

    @FuzzTest(maxDuration = "10m")
    void a_file_becomes_the_same_captions_again_or_is_refused(byte[] input) {
        var file = new String(input, UTF_8);
        List<Block> blocks;
        try {
            blocks = SubRip.toWebVtt(file);
        } catch (InvalidContent e) {
            return;
        }

        assertThat(WEB_VTT.split(WEB_VTT.join(blocks))).isEqualTo(blocks);
        assertThat(captions(SubRip.toWebVtt(SubRip.write(blocks).text()))).isEqualTo(captions(blocks));
        LinearTime.check(file, SubRipFuzzTest::read);
    }

    private static void read(String file) {
        try {
            SubRip.write(SubRip.toWebVtt(file));
        } catch (InvalidContent e) {
            assertThat(e.line()).isPositive();
        }
    }

    /** The times and the words; spans that a file leaves open are closed by the writer. */
    private static List<String> captions(List<Block> blocks) {
        return blocks.stream()
                .filter(block -> block.kind() == SegmentKind.CUE)
                .map(block -> WebVtt.CUES.parse(block.content()).orElseThrow())
                .map(cue -> "%d %d %s"
                        .formatted(
                                cue.startMillis(),
                                cue.endMillis(),
                                CueText.parse(cue.text()).characters()))
                .toList();
    }
}
