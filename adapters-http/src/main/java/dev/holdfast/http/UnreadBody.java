package dev.holdfast.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;

/**
 * The part of a body that nobody wants. Many clients read the answer only when they have sent everything; closing the
 * connection before would take the answer from them.
 *
 * @param request the request that the body belongs to
 * @param maxBytes how much is read at most only to be thrown away
 */
record UnreadBody(HttpServletRequest request, long maxBytes) {

    private static final int CHUNK_BYTES = 16_384;

    /**
     * Reads it and throws it away.
     *
     * @param time how long at most, however fast it comes: its sender may be someone who may not come in
     * @return whether that was all of it, so that the connection can be used again
     */
    boolean discard(Duration time) {
        if (!isWorthReading()) {
            return false;
        }
        try {
            var body = request.getInputStream();
            return body.isFinished() || isDiscarded(body, time);
        } catch (IOException | HttpException.RuntimeException broken) {
            return false;
        }
    }

    /** Who sends Expect waits for our word before the body (RFC 9110 §10.1.1), and must not be asked for it now. */
    private boolean isWorthReading() {
        return request.getHeader("Expect") == null && request.getContentLengthLong() <= maxBytes;
    }

    private boolean isDiscarded(ServletInputStream body, Duration time) throws IOException {
        var connection = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        var usual = connection.getIdleTimeout();
        var end = System.nanoTime() + time.toNanos();
        var buffer = new byte[CHUNK_BYTES];
        try {
            for (var read = 0L; read < maxBytes; ) {
                var left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                connection.setIdleTimeout(Math.min(usual, left)); // reading waits for as long as that
                var count = body.read(buffer);
                if (count < 0) {
                    return true;
                }
                read += count;
            }
            return false;
        } finally {
            connection.setIdleTimeout(usual);
        }
    }
}
