package dev.holdfast.benchmark.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Figures of Holdfast that the others have no counterpart for. */
final class HoldfastAlone {

    private static final int COMMITS = 200;
    private static final int LARGE_FILE = 170_000;

    private final HoldfastPeer holdfast;

    HoldfastAlone(HoldfastPeer holdfast) {
        this.holdfast = holdfast;
    }

    void print() throws Exception {
        System.out.println();
        try (var connection = new Connection(holdfast.port())) {
            System.out.printf(
                    "export of 2,000 captions: %s%n",
                    median(() -> {
                        HoldfastPeer.require(200, connection.get("/api/documents/long/export.vtt"));
                    }));
        }
        printImport();
        for (var followers : List.of(1, 500)) {
            printFollowers(followers);
        }
        printMemory();
    }

    private interface Act {
        void run() throws Exception;
    }

    private static String median(Act act) throws Exception {
        var times = new long[21];
        for (var round = 0; round < times.length; round++) {
            times[round] = nanos(act);
        }
        Arrays.sort(times);
        return millis(times[times.length / 2]);
    }

    private static long nanos(Act act) throws Exception {
        var start = System.nanoTime();
        act.run();
        return System.nanoTime() - start;
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private void printImport() throws Exception {
        var file = Captions.file(LARGE_FILE / 4);
        try (var connection = new Connection(holdfast.port())) {
            var before = CpuTime.of(holdfast.process().orElseThrow());
            var time = nanos(() -> HoldfastPeer.require(
                    201, connection.send("POST", "/api/documents?id=large", file, "Content-Type: text/vtt")));
            var cpu = CpuTime.of(holdfast.process().orElseThrow()).minus(before);
            System.out.printf(
                    "import of %.1f MB, %d captions: %s, of which CPU of the server %d ms%n",
                    file.length / 1e6, LARGE_FILE / 4, millis(time), cpu.toMillis());
        }
    }

    /** Prints the time from the request of a save to the event at the last of the followers. */
    private void printFollowers(int count) throws Exception {
        var followers = new ArrayList<Follower>();
        try (var saver = holdfast.client(Scenario.Work.SAVE_ONE_SEGMENT, 0).orElseThrow()) {
            for (var number = 0; number < count; number++) {
                followers.add(Follower.of(holdfast.port(), "hot"));
            }
            var times = new long[COMMITS];
            for (var commit = 0; commit < COMMITS; commit++) {
                var latch = new CountDownLatch(count);
                followers.forEach(follower -> follower.expect(latch));
                times[commit] = nanos(() -> {
                    saver.act();
                    latch.await();
                });
            }
            Arrays.sort(times);
            System.out.printf(
                    "save to event at the last of %d followers: median %s, p99 %s%n",
                    count, millis(times[COMMITS / 2]), millis(times[COMMITS * 99 / 100]));
        } finally {
            for (var follower : followers) {
                follower.close();
            }
        }
    }

    private void printMemory() throws IOException {
        var status =
                Path.of("/proc", String.valueOf(holdfast.process().orElseThrow().pid()), "status");
        if (Files.exists(status)) {
            Files.readAllLines(status, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                    .forEach(line -> System.out.println("memory of the server, " + line.replaceAll("\\s+", " ")));
        }
    }
}
