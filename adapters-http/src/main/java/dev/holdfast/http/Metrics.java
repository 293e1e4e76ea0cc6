package dev.holdfast.http;

import dev.holdfast.application.Effect;
import dev.holdfast.domain.MergeConflict;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Response;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jetty.JettyServerThreadPoolMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * Metrics of the server for Prometheus. No label has a value that a client chose, so that the number of series is bounded
 * by the number of routes. Safe for use by many threads.
 */
final class Metrics implements AutoCloseable {

    static final String MEDIA_TYPE = "text/plain";
    static final String FORMAT = MEDIA_TYPE + "; version=0.0.4; charset=utf-8";

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counter commits = counter("commits", "Commits made");
    private final Counter conflicts = counter("conflicts", "Writes refused with 412, and merges refused with 409");
    private final Counter replays = counter("replays", "Repeated writes, recognised by their Idempotency-Key");
    private final Counter unguardedWrites =
            counter("unguarded.writes", "Writes without If-Match that changed something");

    private final Counter abandoned = counter(
            "abandoned", "Reads that were not done to their end because their clients had closed the connection");

    private final JvmGcMetrics garbageCollections = new JvmGcMetrics();

    Metrics() {
        garbageCollections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Registers the threads of the HTTP server. */
    void registerThreads(ThreadPool threads) {
        new JettyServerThreadPoolMetrics(threads, List.of()).bindTo(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder("holdfast." + name).description(description).register(registry);
    }

    /**
     * Registers a gauge, whose value is read at each scrape.
     *
     * @param name the name without the prefix {@code holdfast.}
     */
    void registerGauge(String name, String description, Supplier<Number> value) {
        Gauge.builder("holdfast." + name, value).description(description).register(registry);
    }

    /**
     * Registers a counter, whose value is read at each scrape.
     *
     * @param name the name without the prefix {@code holdfast.}
     */
    void registerCounter(String name, String description, LongSupplier value) {
        FunctionCounter.builder("holdfast." + name, value, LongSupplier::getAsLong)
                .description(description)
                .register(registry);
    }

    void recordRequest(String method, String route, int status, Duration duration) {
        Timer.builder("holdfast.http.requests")
                .description("Time from the first byte of a request to the end of its response; for a stream, the time"
                        + " until its response header was sent")
                .tag("method", method)
                .tag("route", route)
                .tag("status", status / 100 + "xx")
                .serviceLevelObjectives(BOUNDS)
                .register(registry)
                .record(duration);
    }

    /** Counts a read that nobody waits for any more. */
    void countAbandoned() {
        abandoned.increment();
    }

    /** Counts the outcome of a successful write. */
    void countWrite(Response response) {
        response.write().ifPresent(this::count);
    }

    private void count(Response.Written write) {
        if (write.effect() == Effect.REPLAYED) {
            replays.increment();
        }
        if (write.effect() == Effect.WRITTEN) {
            commits.increment();
            unguardedWrites.increment(write.guarded() ? 0 : 1);
        }
    }

    /** Counts a refused request, if the reason is a conflict. */
    void countConflict(Request request, Response response, Throwable reason) {
        var isStale = response.status() == 412 && !request.reads();
        if (isStale || reason instanceof MergeConflict) {
            conflicts.increment();
        }
    }

    /** All metrics, in the text format of Prometheus. */
    String text() {
        return registry.scrape(FORMAT);
    }

    /** Stops to listen to garbage collections. */
    @Override
    public void close() {
        garbageCollections.close();
    }
}
