package dev.holdfast.http;

import java.time.Duration;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Counts each request when it is done, also one that could not be read. */
record RequestCounter(Metrics metrics) implements RequestLog {

    /** The name of the request's attribute for the template of its route. */
    static final String ROUTE = "dev.holdfast.http.route";

    /** The name of the request's attribute for the moment at which its answer went over to a stream. */
    static final String STREAMS_SINCE = "dev.holdfast.http.streamsSince";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS");

    @Override
    public void log(Request request, Response response) {
        var end = request.getAttribute(STREAMS_SINCE) instanceof Long since ? since : System.nanoTime();
        metrics.requested(
                METHODS.contains(String.valueOf(request.getMethod())) ? request.getMethod() : "other",
                request.getAttribute(ROUTE) instanceof String route ? route : "none",
                response.getStatus(),
                Duration.ofNanos(Math.max(0, end - request.getBeginNanoTime())));
    }
}
