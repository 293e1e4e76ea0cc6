package dev.holdfast.http;

import dev.holdfast.http.exchange.Limits;
import io.javalin.config.JettyConfig;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty configuration. */
final class JettySetup {

    /** Few, because they never wait: more would only take the processors from each other. */
    private static final int MAX_THREADS = 32;

    private static final int MIN_THREADS = 8;

    private JettySetup() {}

    static void apply(
            JettyConfig jetty,
            ServerOptions options,
            OpenConnections connections,
            CommonHeaders commonHeaders,
            Metrics metrics,
            GracefulStop stop) {
        jetty.threadPool = threads();
        jetty.addConnector((server, http) -> connector(server, http, options, connections));
        jetty.modifyServer(stop::install);
        jetty.modifyServer(server -> metrics.registerThreads(server.getThreadPool()));
        jetty.modifyServer(server -> server.insertHandler(new RequestIds()));
        jetty.modifyServer(server -> server.insertHandler(new Clients(options.trustedProxies(), options.publicUrls())));
        jetty.modifyServer(server -> server.setRequestLog(
                new RequestLog.Collection(new RequestCounter(metrics), new AccessLog(options.accessLog()))));
        jetty.modifyServer(server -> server.setErrorHandler(new JettyErrors(commonHeaders)));
        jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(new JettyErrors(commonHeaders)));
        jetty.modifyHttpConfiguration(http -> limit(http, options.limits()));
    }

    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName("jetty");
        return threads;
    }

    private static Connector connector(
            Server server, HttpConfiguration http, ServerOptions options, OpenConnections connections) {
        var connector = new WatchedConnector(
                server, new HeaderTimeoutConnection.Factory(http, options.minimumDataRate()), connections);
        connector.setHost(options.host());
        connector.setPort(options.port());
        return connector;
    }

    private static void limit(HttpConfiguration http, Limits limits) {
        http.setRequestHeaderSize(limits.urlBytes() + limits.headerBytes());
        http.setUriCompliance(UriCompliance.DEFAULT);
        // A target in absolute form counts, whatever Host says (RFC 9112 §3.2.2).
        http.setHttpCompliance(
                http.getHttpCompliance().with("holdfast", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
        http.setSendServerVersion(false);
    }
}
