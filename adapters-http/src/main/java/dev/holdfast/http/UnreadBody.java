package dev.holdfast.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;

/**
 * Unread rest of a request body. Many clients read the response only after they have sent the whole body; if the connection
 * were closed before, they would lose the response.
 *
 * @param request the request of the body
 * @param maxBytes the most bytes to read and discard before the response
 */
record UnreadBody(HttpServletRequest request, long maxBytes) {

    private static final int CHUNK_BYTES = 16_384;

    private static final Duration LINGER = Duration.ofSeconds(2);

    /**
     * Reads and discards it, unless its Content-Length is above the maximum.
     *
     * @param time the longest time, whatever the data rate: the sender may be unauthenticated
     * @return true if the body ended, so that the connection can be used again
     */
    boolean discard(Duration time) {
        return request.getContentLengthLong() <= maxBytes && read(time, maxBytes);
    }

    /** Reads on for a moment before the connection is closed, so that a client that still sends can read the response. */
    void linger() {
        var unused = read(LINGER, Long.MAX_VALUE);
    }

    /** Not with Expect: reading would send 100 (Continue) and ask the client for the body (RFC 9110 §10.1.1). */
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
                connection.setIdleTimeout(Math.min(usual, left)); // limits how long a read waits
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
