package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.Content;
import dev.holdfast.domain.InvalidContent;
import dev.holdfast.domain.InvalidEdit;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.CheckProfile;
import dev.holdfast.domain.cue.CuePatch;
import dev.holdfast.domain.cue.CueShift;
import dev.holdfast.domain.cue.CueSplit;
import dev.holdfast.domain.subrip.SubRip;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every upload the work is proportional to its size: twice the size may cost about twice the work and never four
 * times. Figures are of this thread's processor time, so that other work on the machine does not count.
 */
final class LinearTimeTest {

    private static final String CUE = "WEBVTT\n\n00:00.000 --> 00:01.000\n";

    /** Between 2, which is linear, and 4, which is quadratic. */
    private static final double MAX_RATIO = 3;

    private static final int ATTEMPTS = 6;

    private static final int ROUNDS = 2;

    private final WebVtt webVtt = new WebVtt();

    static Stream<Arguments> files() {
        return Stream.of(
                file("a line of 10 MB", 10_000_000, n -> CUE + "x".repeat(n)),
                file("a header of 10 MB", 10_000_000, n -> "WEBVTT " + "x".repeat(n)),
                file("blank lines", 400_000, n -> CUE + "x" + "\r\n".repeat(n) + "y"),
                file("spaces", 400_000, n -> CUE + "x" + " ".repeat(n) + "\n" + " ".repeat(n) + "y"),
                file("opening tags", 100_000, n -> CUE + "<b>".repeat(n)),
                file("tags in one another", 50_000, n -> CUE + "<i><c.x>".repeat(n) + "a" + "</c></i>".repeat(n)),
                file("end tags of nothing", 100_000, n -> CUE + "<b>" + "</i>".repeat(n)),
                file("tags without an end", 1_000_000, n -> CUE + "<".repeat(n)),
                file("glosses", 25_000, n -> CUE + "<ruby>a<rt>b</ruby>".repeat(n)),
                file("a tag of many classes", 200_000, n -> CUE + "<c" + ".x".repeat(n) + ">a"),
                file("a long annotation", 1_000_000, n -> CUE + "<v" + " &amp;".repeat(n / 6) + ">a"),
                file("ampersands", 100_000, n -> CUE + "&".repeat(n)),
                file("references without a semicolon", 300_000, n -> CUE + "&notit".repeat(n / 6)),
                file("a reference of many digits", 2_000_000, n -> CUE + "&#" + "9".repeat(n) + ";"),
                file("tags and then an ampersand", 200_000, n -> CUE + "<b>a</b>".repeat(n / 8) + "&"),
                file("times in the text", 20_000, n -> CUE + "<00:00.500>a".repeat(n)),
                file("accents", 300_000, n -> CUE + "e" + "\u0301".repeat(n)),
                file("flags", 200_000, n -> CUE + "\uD83C\uDDE9".repeat(n / 2)),
                file("arrows", 100_000, n -> "WEBVTT\n\n" + "a --> b\n".repeat(n)),
                file("arrows in one line", 1_000_000, n -> "WEBVTT\n\n" + "-->".repeat(n / 3)),
                file("cues without blank lines", 8_000, n -> "WEBVTT\n" + "00:00.000 --> 00:01.000\n".repeat(n)),
                file("digits", 2_000_000, n -> "WEBVTT\n\n" + "0".repeat(n) + ":00:00.000 --> 00:01.000\na"),
                file("settings", 200_000, n -> "WEBVTT\n\n00:00.000 --> 00:01.000" + " line:1".repeat(n) + "\na"),
                file("settings of a region", 100_000, n -> "WEBVTT\n\nREGION\n" + "id:a\n".repeat(n)),
                file("a number of many digits", 1_000_000, n -> CUE.strip() + " line:" + "1".repeat(n) + "\na"));
    }

    private static Arguments file(String name, int size, IntFunction<String> ofSize) {
        return arguments(name, size, ofSize);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void reading_writing_and_checking_take_linear_time(String name, int size, IntFunction<String> ofSize) {
        assertLinear(size, ofSize, file -> {
            var blocks = webVtt.split(file);
            assertThat(webVtt.join(blocks)).hasSize(file.length());
            WebVtt.CUES.check(blocks, CheckProfile.DEFAULT);
            SubRip.write(blocks);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void editing_a_block_takes_linear_time(String name, int size, IntFunction<String> ofSize) {
        assertLinear(size, ofSize, file -> {
            var last = webVtt.split(file).get(webVtt.split(file).size() - 1);
            refusedOrNot(() -> webVtt.validate(Block.of(last.kind(), new Content("NOTE")), last.content()));
            if (last.kind() == SegmentKind.CUE) {
                var text = WebVtt.CUES.parse(last.content()).orElseThrow().text();
                CueText.write(CueText.parse(text).parts());
                WebVtt.CUES.shift(last.content(), new CueShift(1));
                WebVtt.CUES.rewrite(last.content(), CuePatch.NOTHING.withStartMillis(1));
                refusedOrNot(() -> WebVtt.CUES.split(last.content(), new CueSplit(text.length() / 2, 600)));
                refusedOrNot(() -> WebVtt.CUES.join(List.of(last.content(), last.content())));
            }
        });
    }

    static Stream<Arguments> subRipFiles() {
        var times = "00:00:00,000 --> 00:00:01,000\n";
        return Stream.of(
                file("a line of 2 MB", 2_000_000, n -> times + "x".repeat(n)),
                file("fonts", 300_000, n -> times + "<font ".repeat(n / 6)),
                file("braces", 500_000, n -> times + "{\\".repeat(n / 2)),
                file("spaces before times", 1_000_000, n -> times + " ".repeat(n) + "00:00:00,000"),
                file("arrows", 100_000, n -> times + "a --> b\n".repeat(n)),
                file("counters", 200_000, n -> "1\n".repeat(n) + times),
                file("captions", 8_000, n -> ("1\n" + times + "a\n\n").repeat(n)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subRipFiles")
    void reading_subrip_takes_linear_time(String name, int size, IntFunction<String> ofSize) {
        assertLinear(size, ofSize, SubRip::toWebVtt);
    }

    private static void refusedOrNot(Runnable edit) {
        try {
            edit.run();
        } catch (InvalidContent | InvalidEdit e) {
            // Refusing takes its time too.
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static void assertLinear(int size, IntFunction<String> ofSize, Consumer<String> work) {
        var half = ofSize.apply(size / 2);
        var whole = ofSize.apply(size);
        var ratio = Double.MAX_VALUE;
        for (var attempt = 0; attempt < ATTEMPTS && ratio > MAX_RATIO; attempt++) {
            ratio = (double) least(whole, work) / least(half, work);
        }
        assertThat(ratio).isLessThanOrEqualTo(MAX_RATIO);
    }

    /** The least processor time of some rounds, in nanoseconds. */
    private static long least(String file, Consumer<String> work) {
        var least = Long.MAX_VALUE;
        for (var round = 0; round < ROUNDS; round++) {
            var before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.accept(file);
            least = Math.min(least, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        }
        return least;
    }
}
