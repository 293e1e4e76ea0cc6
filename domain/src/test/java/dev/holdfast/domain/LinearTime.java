package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/** Limit of the time that fuzz tests allow. */
public final class LinearTime {

    /** One text of so many is tried at length, since that takes longer than all else. */
    private static final int ONE_OF = 256;

    private static final int LENGTH = 100_000;

    /** Linear work on {@link #LENGTH} characters takes a hundredth of it; work in the square of that takes far more. */
    private static final long MAX_NANOS = 3_000_000_000L;

    private LinearTime() {}

    /** Does the work on a text that repeats the given one, and looks at the processor time of this thread. */
    public static void check(String text, Consumer<String> work) {
        if (text.isEmpty() || Math.floorMod(text.hashCode(), ONE_OF) != 0) {
            return;
        }
        var threads = ManagementFactory.getThreadMXBean();
        var repeated = text.repeat(LENGTH / text.length() + 1);
        var before = threads.getCurrentThreadCpuTime();
        work.accept(repeated);
        assertThat(threads.getCurrentThreadCpuTime() - before)
                .as("nanoseconds for %d characters", repeated.length())
                .isLessThan(MAX_NANOS);
    }
}
