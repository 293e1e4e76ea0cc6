package dev.holdfast.domain.webvtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.LinearTime;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.subrip.SubRip;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Random WebVTT files. As part of the build these run on the inputs that are kept; CONTRIBUTING says how to look for more. */
final class WebVttFuzzTest {

    private static final WebVtt WEB_VTT = new WebVtt();

    @FuzzTest(maxDuration = "10m")
    void a_file_is_exported_unchanged_or_refused(byte[] input) {
        var file = new String(input, UTF_8);
        List<Block> blocks;
        try {
            blocks = WEB_VTT.split(file);
        } catch (InvalidContent e) {
            assertThat(BlockReader.hasSignature(file.replace('\0', '\uFFFD'))).isFalse();
            return;
        }

        assertThat(WEB_VTT.join(blocks)).isEqualTo(file.replace('\0', '\uFFFD'));
        assertThat(WebVtt.CUES.check(blocks, CheckProfile.DEFAULT))
                .allMatch(finding -> finding.index() < blocks.size());
        assertSubRipHasTheCues(blocks);
        LinearTime.check(file, text -> WebVtt.CUES.check(WEB_VTT.split("WEBVTT\n" + text), CheckProfile.DEFAULT));
    }

    private static void assertSubRipHasTheCues(List<Block> blocks) {
        var cues = blocks.stream()
                .filter(block -> block.kind() == SegmentKind.CUE)
                .map(block -> WebVtt.CUES.parse(block.content()).orElseThrow())
                .toList();
        var written = SubRip.write(blocks).text();
        assertThat(written.lines().filter(line -> line.contains(" --> ")).count())
                .isGreaterThanOrEqualTo(cues.size());
    }

    @FuzzTest(maxDuration = "10m")
    void cue_text_is_a_tree_that_can_be_written(byte[] input) {
        var text = new String(input, UTF_8);

        var parts = CueText.parse(text).parts();

        assertNested(parts);
        assertThat(merged(CueText.parse(CueText.write(parts)).parts())).isEqualTo(merged(parts));
        LinearTime.check(text, CueText::parse);
    }

    private static void assertNested(List<CuePart> parts) {
        var open = new ArrayDeque<CueSpan>();
        for (var part : parts) {
            if (part instanceof CuePart.Opening opening) {
                open.push(opening.span());
            } else if (part instanceof CuePart.Closing closing) {
                assertThat(open.pop()).isEqualTo(closing.span());
            }
        }
        assertThat(open).isEmpty();
    }

    /** With text that is in several pieces in one. */
    private static List<CuePart> merged(List<CuePart> parts) {
        var merged = new ArrayList<CuePart>();
        for (var part : parts) {
            var last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (part instanceof CuePart.Words words && last instanceof CuePart.Words before) {
                merged.set(merged.size() - 1, new CuePart.Words(before.characters() + words.characters()));
            } else {
                merged.add(part);
            }
        }
        return merged;
    }

    @FuzzTest(maxDuration = "10m")
    void a_block_that_is_accepted_stays_one_block(byte[] input) {
        var text = new String(input, UTF_8).replace('\0', '\uFFFD');
        Block block;
        try {
            block = WEB_VTT.compose(new Content(text));
        } catch (InvalidContent e) {
            return;
        }

        var header = new Block(SegmentKind.HEADER, new Content("WEBVTT"), "\n\n");

        assertThat(WEB_VTT.split(WEB_VTT.join(List.of(header, block)))).containsExactly(header, block);
    }
}
