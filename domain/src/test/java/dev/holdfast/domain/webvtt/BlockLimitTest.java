package dev.holdfast.domain.webvtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.holdfast.domain.TooManySegments;
import dev.holdfast.domain.format.ContentFormat;
import dev.holdfast.domain.subrip.SubRip;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

final class BlockLimitTest {

    private static final String CUE = "\n00:01.000 --> 00:02.000\nHi\n";

    private final ContentFormat format = new WebVtt();

    @Test
    void a_file_with_as_many_blocks_as_allowed_is_read() {
        assertThat(format.split("WEBVTT\n" + CUE.repeat(2), 3)).hasSize(3);
    }

    @Test
    void a_file_with_more_blocks_is_refused() {
        assertThatThrownBy(() -> format.split("WEBVTT\n" + CUE.repeat(3), 3))
                .isInstanceOfSatisfying(
                        TooManySegments.class, e -> assertThat(e.maxSegments()).isEqualTo(3));
    }

    @Test
    void a_subrip_file_with_more_captions_is_refused() {
        var caption = "1\n00:00:01,000 --> 00:00:02,000\nHi\n\n";

        assertThat(SubRip.toWebVtt(caption.repeat(2), 3)).hasSize(3);
        assertThatThrownBy(() -> SubRip.toWebVtt(caption.repeat(3), 3)).isInstanceOf(TooManySegments.class);
    }

    @Test
    void a_subrip_file_with_too_many_captions_is_refused_before_it_takes_memory() {
        var file = "1\n0:0 --> 0:1\na\n\n".repeat(600_000);

        var allocated = allocatedBy(
                () -> assertThatThrownBy(() -> SubRip.toWebVtt(file, 1_000)).isInstanceOf(TooManySegments.class));

        assertThat(file.length()).isGreaterThan(10_000_000);
        assertThat(allocated).isLessThan(file.length());
    }

    @Test
    void blank_lines_of_a_subrip_caption_take_no_memory() {
        var file = "0:0 --> 0:1\na\n" + "\n".repeat(9_000_000);

        var allocated = allocatedBy(() -> assertThat(SubRip.toWebVtt(file, 3)).hasSize(2));

        assertThat(allocated).isLessThan(file.length());
    }

    private static long allocatedBy(Runnable task) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        task.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void blank_lines_and_lines_without_a_blank_one_between_take_no_memory_of_their_own() {
        assertThat(format.split("WEBVTT" + "\n".repeat(9_000_000), 3)).hasSize(1);
        assertThat(format.split("WEBVTT\n\nNOTE" + "\na".repeat(4_500_000), 3)).hasSize(2);
    }
}
