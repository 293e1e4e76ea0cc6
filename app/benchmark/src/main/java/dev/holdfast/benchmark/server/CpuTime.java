package dev.holdfast.benchmark.server;

import java.time.Duration;
import java.util.stream.Stream;

/** CPU time of processes, as the system counts it. */
final class CpuTime {

    private CpuTime() {}

    static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** CPU time of a process and of its descendants that still run. */
    static Duration ofTree(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(CpuTime::of)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
