package dev.holdfast.benchmark.server;

import java.time.Duration;

/** Result of one scenario of one peer in one round. Times are for all clients together. */
record Measurement(long done, Duration time, Duration serverCpu, Duration databaseCpu, Duration loadCpu, Duration p99) {

    double perSecond() {
        return done * 1e9 / time.toNanos();
    }

    double serverMicros() {
        return micros(serverCpu);
    }

    double databaseMicros() {
        return micros(databaseCpu);
    }

    double loadMicros() {
        return micros(loadCpu);
    }

    private double micros(Duration cpu) {
        return done == 0 ? Double.NaN : cpu.toNanos() / 1e3 / done;
    }
}
