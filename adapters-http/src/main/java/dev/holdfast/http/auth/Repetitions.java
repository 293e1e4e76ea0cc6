package dev.holdfast.http.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Count of events that repeat: the first of a kind in a minute is told, the others are counted. It remembers a limited number
 * of kinds. Safe for use by many threads.
 */
final class Repetitions {

    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_KINDS = 1_000;

    private record Window(long begin, int untold) {}

    private final LongSupplier nanoTime;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true);

    Repetitions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The number of events of that kind that were not told before this one; empty if this one is not to be told. */
    synchronized OptionalInt next(String kind) {
        var now = nanoTime.getAsLong();
        var window = windows.get(kind);
        if (window != null && now - window.begin() < WINDOW) {
            windows.put(kind, new Window(window.begin(), window.untold() + 1));
            return OptionalInt.empty();
        }
        windows.put(kind, new Window(now, 0));
        if (windows.size() > MAX_KINDS) {
            windows.remove(windows.keySet().iterator().next());
        }
        return OptionalInt.of(window == null ? 0 : window.untold());
    }
}
