package dev.holdfast.app;

import java.time.Duration;
import java.util.List;

/** Times to the responses of many requests. */
record ResponseTimes(List<Duration> sorted) {

    static ResponseTimes of(List<Duration> times) {
        return new ResponseTimes(times.stream().sorted().toList());
    }

    /** The time that a share of the requests did not exceed, in milliseconds. */
    private double millis(double share) {
        return sorted.get((int) ((sorted.size() - 1) * share)).toNanos() / 1e6;
    }

    /** Half and 99 hundredths of the requests, as multiples of other times. */
    String over(ResponseTimes other) {
        return "p50 x %.2f, p99 x %.2f".formatted(millis(0.5) / other.millis(0.5), millis(0.99) / other.millis(0.99));
    }

    @Override
    public String toString() {
        return "p50 %.1f ms, p99 %.1f ms of %d".formatted(millis(0.5), millis(0.99), sorted.size());
    }
}
