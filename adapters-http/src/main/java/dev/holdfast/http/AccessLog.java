package dev.holdfast.http;

import dev.holdfast.domain.Author;
import dev.holdfast.http.address.ClientAddress;
import dev.holdfast.http.exchange.LogValue;
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
 * target only the path, because a query holds titles, and of people only those who were authenticated.
 */
record AccessLog(AccessLogFormat format) implements RequestLog {

    private static final Logger LOGGER = LoggerFactory.getLogger("dev.holdfast.http.access");
    private static final int MAX_LENGTH = 200;
    private static final String NOBODY = "-";

    @Override
    public void log(Request request, Response response) {
        if (format == AccessLogFormat.OFF) {
            return;
        }
        var method = printable(request.getMethod());
        var path = printable(request.getHttpURI().getPath());
        var bytes = Response.getContentBytesWritten(response);
        var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime());
        var id = RequestId.of(request);
        var line = LOGGER.atInfo()
                .addKeyValue("method", method)
                .addKeyValue("path", path)
                .addKeyValue("status", response.getStatus())
                .addKeyValue("bytes", bytes)
                .addKeyValue("millis", millis);
        var text = method + " " + path + " " + response.getStatus() + " " + bytes + " bytes " + millis + " ms ";
        if (format == AccessLogFormat.FULL) {
            var address = ClientAddress.of(request).text();
            var principal = principal(request);
            line = line.addKeyValue("address", address).addKeyValue("principal", principal);
            text += address + " " + LogValue.of(principal) + " ";
        }
        line.addKeyValue(RequestId.ATTRIBUTE, id).log(text + id);
    }

    private static String principal(Request request) {
        return request.getAttribute(dev.holdfast.http.exchange.Request.AUTHOR) instanceof Author author
                        && author.verified()
                ? author.name()
                : NOBODY;
    }

    /** At most {@link #MAX_LENGTH} printable characters, so that no text can begin another line. */
    private static String printable(@Nullable String text) {
        var line = text == null || text.isEmpty() ? "-" : text;
        if (!line.chars().allMatch(AccessLog::isPrintable)) {
            line = line.replaceAll("[^!-~]", "?");
        }
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "..." : line;
    }

    private static boolean isPrintable(int unit) {
        return unit >= '!' && unit <= '~';
    }
}
