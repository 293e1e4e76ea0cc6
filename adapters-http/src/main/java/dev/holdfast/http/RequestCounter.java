package dev.holdfast.http;

import java.time.Duration;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Request log that counts each completed request, malformed requests included. */
record RequestCounter(Metrics metrics) implements RequestLog {

    /** Request attribute: the path template of the route. */
    static final String ROUTE = "dev.holdfast.http.route";

    /** Request attribute: the time at which the header of a stream was sent. */
    static final String STREAM_START = "dev.holdfast.http.streamStart";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Override
    public void log(Request request, Response response) {
        var end = request.getAttribute(STREAM_START) instanceof Long start ? start : System.nanoTime();
        metrics.recordRequest(
                METHODS.contains(String.valueOf(request.getMethod())) ? request.getMethod() : "other",
                request.getAttribute(ROUTE) instanceof String route ? route : "none",
                response.getStatus(),
                Duration.ofNanos(Math.max(0, end - request.getBeginNanoTime())));
    }
}
