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

    private static final Duration LINGER = Duration.ofSeconds(2);

    /**
     * Reads it and throws it away, if it is not announced to be too long for that.
     *
     * @param time how long at most, however fast it comes: its sender may be someone who may not come in
     * @return whether that was all of it, so that the connection can be used again
     */
    boolean discard(Duration time) {
        return request.getContentLengthLong() <= maxBytes && read(time, maxBytes);
    }

    /** Reads on for a moment before the connection is closed, so that who still sends comes to reading the answer. */
    void linger() {
        var unused = read(LINGER, Long.MAX_VALUE);
    }

    /** A client that sends Expect waits for 100 before the body (RFC 9110 §10.1.1), and must not be asked for it. */
    private boolean read(Duration time, long atMost) {
        if (request.getHeader("Expect") != null) {
            return false;
        }
        try {
            var body = request.getInputStream();
            return body.isFinished() || isDiscarded(body, time, atMost);
        } catch (IOException | HttpException.RuntimeException broken) {
            return false;
        }
    }

    private boolean isDiscarded(ServletInputStream body, Duration time, long atMost) throws IOException {
        var connection = ServletContextRequest.getServletContextRequest(request)
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        var usual = connection.getIdleTimeout();
        var end = System.nanoTime() + time.toNanos();
        var buffer = new byte[CHUNK_BYTES];
        try {
            for (var read = 0L; read < atMost; ) {
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
