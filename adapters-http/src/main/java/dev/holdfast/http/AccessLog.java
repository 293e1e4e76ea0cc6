package dev.holdfast.http;

import dev.holdfast.http.exchange.RequestId;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access log: one line for each request, malformed requests included. A line holds no token and no text of a user: of the
 * target only the path, because a query holds titles.
 */
final class AccessLog implements RequestLog {

    private static final Logger LOGGER = LoggerFactory.getLogger("dev.holdfast.http.access");
    private static final int MAX_LENGTH = 200;

    @Override
    public void log(Request request, Response response) {
        LOGGER.info(
                "{} {} {} {} bytes {} ms {}",
                printable(request.getMethod()),
                printable(request.getHttpURI().getPath()),
                response.getStatus(),
                Response.getContentBytesWritten(response),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime()),
                RequestId.of(request));
    }

    /** At most {@link #MAX_LENGTH} printable characters, so that no text can begin another line. */
    private static String printable(@Nullable String text) {
        var line = text == null || text.isEmpty() ? "-" : text.replaceAll("[^!-~]", "?");
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "..." : line;
    }
}
