package dev.holdfast.http;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.holdfast.application.Holdfast;
import dev.holdfast.http.apidocs.ApiRoutes;
import dev.holdfast.http.apidocs.ProblemRoutes;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.Authenticator;
import dev.holdfast.http.auth.SecurityEvents;
import dev.holdfast.http.auth.SessionRoutes;
import dev.holdfast.http.auth.SessionUpkeep;
import dev.holdfast.http.changes.ChangeRoutes;
import dev.holdfast.http.changes.ChangeStreams;
import dev.holdfast.http.editor.EditorRoutes;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.resources.CheckRoutes;
import dev.holdfast.http.resources.ContentRoutes;
import dev.holdfast.http.resources.DocumentRoutes;
import dev.holdfast.http.resources.EditRoutes;
import dev.holdfast.http.resources.ExportRoutes;
import dev.holdfast.http.resources.SegmentRoutes;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import io.javalin.http.servlet.ServletEntry;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kotlin.LazyKt;

/** HTTP server of Holdfast. */
public final class HttpServer implements AutoCloseable {

    /** Longer than a request waits for a database connection. */
    private static final Duration READINESS_PATIENCE = Duration.ofMillis(900);

    /** Bytes of all responses that wait for their clients. */
    private static final long MAX_PENDING_BYTES = 67_108_864;

    private final Javalin javalin;
    private final Metrics metrics = new Metrics();
    private final RequestQueues queues = new RequestQueues();
    private final GracefulStop stop = new GracefulStop();
    private final ChangeStreams streams;
    private final ServerOptions options;
    private final Authenticator authenticator;
    private final List<Resource> api;
    private final Optional<SessionUpkeep> sessions;

    /**
     * Creates a server that is not listening yet.
     *
     * @param holdfast the use cases
     * @param clock the clock of the commits, for conditions with dates
     * @param ready true if the database is available; called by many threads
     * @param options the options
     */
    public HttpServer(Holdfast holdfast, InstantSource clock, BooleanSupplier ready, ServerOptions options) {
        this.options = options;
        var commonHeaders = new CommonHeaders(new CrossOrigin(options.allowedOrigins()));
        var events = new SecurityEvents();
        this.authenticator = options.authentication().authenticator(options.trustedProxies(), events);
        var pendingResponses = new PendingResponses(MAX_PENDING_BYTES);
        var router =
                new Router(options, authenticator, clock, commonHeaders, metrics, events, queues, pendingResponses);
        this.streams = new ChangeStreams(holdfast.changes(), options.streams());
        registerGauge("requests.waiting", "Requests that wait for a thread", queues::waiting);
        registerGauge(
                "responses.pending.bytes", "Bytes of responses that wait for their clients", pendingResponses::bytes);
        var connections =
                new OpenConnections(options.limits().connections(), maxFiles(), options.trustedProxies(), events);
        registerGauge("connections", "Open connections", connections::count);
        registerCounter("connections.refused", "Connections that were closed at once", connections::refused);
        registerGauge("followers", "Open change streams", streams::count);
        this.api = api(holdfast, ready, events);
        this.sessions = options.authentication().sessions().map(sessions -> new SessionUpkeep(sessions, events));
        var resources = new ArrayList<>(api);
        resources.addAll(new EditorRoutes(options.editor()).resources());
        this.javalin = Javalin.create(config -> {
            configure(config);
            JettySetup.apply(config.jetty, options, connections, commonHeaders, metrics, stop);
            config.jetty.modifyServer(
                    server -> server.insertHandler(new ServerOptionsHandler(Resource.allow(resources), commonHeaders)));
            router.register(config.routes, resources);
        });
    }

    /** The most files and connections that the operating system lets the process open. */
    private static long maxFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    private List<Resource> api(Holdfast holdfast, BooleanSupplier ready, SecurityEvents events) {
        var limits = options.limits();
        var json =
                new Json(limits, Math.max(limits.batchEdits(), holdfast.rules().maxSegments()));
        var resources = new ArrayList<Resource>();
        resources.addAll(new SegmentRoutes(holdfast, json).resources(limits));
        resources.addAll(new DocumentRoutes(holdfast.documents(), json).resources(limits));
        resources.addAll(new CheckRoutes(holdfast.captions()).resources());
        resources.addAll(new ExportRoutes(holdfast.documents()).resources());
        resources.addAll(new ContentRoutes(holdfast.documents()).resources(options.limits()));
        resources.addAll(new EditRoutes(holdfast, json).resources(limits));
        resources.addAll(new ChangeRoutes(holdfast.changes(), holdfast.segments(), streams, isPublic()).resources());
        resources.addAll(new SessionRoutes(options.authentication(), authenticator, events, json).resources());
        resources.addAll(new HealthRoutes(new ReadinessCheck(ready, READINESS_PATIENCE)).resources());
        resources.add(new MetricsRoutes(metrics).resource());
        resources.add(ProblemRoutes.resource());
        resources.addAll(ApiRoutes.resources());
        return List.copyOf(resources);
    }

    private boolean isPublic() {
        return options.authentication() instanceof Authentication.None;
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.generateEtags = false;
        config.router.ignoreTrailingSlashes = false;
        // Without WebSocket: its servlet handles every request with a Sec-WebSocket-Version by itself.
        config.unsafe.servlet = LazyKt.lazyOf(new ServletEntry(null, new JavalinServlet(config.unsafe)));
    }

    /** The resources of the HTTP interface, without those of the editor. */
    public List<Resource> api() {
        return api;
    }

    /**
     * Registers a gauge, whose value is read at each request for {@code /metrics}.
     *
     * @param name the name without the prefix {@code holdfast.}, for example {@code pool.active}
     */
    public void registerGauge(String name, String description, Supplier<Number> value) {
        metrics.registerGauge(name, description, value);
    }

    /**
     * Registers a counter, whose value is read at each request for {@code /metrics}.
     *
     * @param name the name without the prefix {@code holdfast.}, for example {@code log.lines.lost}
     */
    public void registerCounter(String name, String description, LongSupplier value) {
        metrics.registerCounter(name, description, value);
    }

    /**
     * Starts to listen.
     *
     * @return the address of the server
     * @throws UncheckedIOException if the address cannot be bound, for example because another process uses the port
     */
    public URI start() {
        try {
            javalin.start();
        } catch (JavalinBindException e) {
            throw new UncheckedIOException(new IOException(
                    "Cannot listen on %s port %d: %s".formatted(options.host(), options.port(), e.getMessage()), e));
        }
        var host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return URI.create("http://%s:%d".formatted(host, javalin.port()));
    }

    /** Ends the streams, stops listening, and waits for the requests in progress. */
    @Override
    public void close() {
        streams.close();
        stop.await(javalin.jettyServer().server());
        javalin.stop();
        sessions.ifPresent(SessionUpkeep::close);
        queues.close();
        metrics.close();
    }
}
