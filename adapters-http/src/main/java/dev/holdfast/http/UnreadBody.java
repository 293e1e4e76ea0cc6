package dev.holdfast.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.eclipse.jetty.http.HttpException;

/**
 * The part of a body that nobody wants. Many clients read the answer only when they have sent everything; closing the
 * connection before would take the answer from them.
 *
 * @param request the request that the body belongs to
 * @param maxBytes how much is read at most only to be thrown away
 * @param pace how fast it has to come to be read at all
 */
record UnreadBody(HttpServletRequest request, long maxBytes, ServerOptions.Pace pace) {

    /**
     * Reads it and throws it away.
     *
     * @return whether that was all of it, so that the connection can be used again
     */
    boolean discard() {
        if (!isWorthReading()) {
            return false;
        }
        try {
            return new PacedBody(request.getInputStream(), pace).skip(maxBytes) < maxBytes;
        } catch (IOException | HttpException.RuntimeException broken) {
            return false;
        }
    }

    /** Who sends Expect waits for our word before the body (RFC 9110 §10.1.1), and must not be asked for it now. */
    private boolean isWorthReading() {
        return request.getHeader("Expect") == null && request.getContentLengthLong() <= maxBytes;
    }
}
