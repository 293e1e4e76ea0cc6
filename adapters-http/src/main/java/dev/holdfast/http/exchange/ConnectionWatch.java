package dev.holdfast.http.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Watch of a connection during a response that takes long. Jetty does not read from a connection meanwhile, so that it would
 * notice only when it writes that the client has closed it. Safe for use by many threads.
 */
public final class ConnectionWatch implements Callback {

    private static final int BUFFER_BYTES = 512;

    private final EndPoint connection;
    private final Runnable onClosed;
    private boolean isEnded;
    private boolean hasRead;

    /**
     * @param onClosed called once, from any thread, when the client closed the connection
     */
    ConnectionWatch(EndPoint connection, Runnable onClosed) {
        this.connection = connection;
        this.onClosed = onClosed;
    }

    /** Begins; Jetty must not be reading. */
    public synchronized void begin() {
        connection.fillInterested(this);
    }

    /**
     * Ends, so that Jetty can read again.
     *
     * @return false if the client has sent something meanwhile, which was discarded: the connection cannot be used again
     */
    public synchronized boolean end() {
        isEnded = true;
        if (connection instanceof AbstractEndPoint jetty) {
            jetty.getFillInterest().onFail(new EOFException("The response has ended"));
        }
        return !hasRead;
    }

    /** Called by Jetty when there is something to read, or the end. */
    @Override
    public void succeeded() {
        if (isClosed()) {
            onClosed.run();
        }
    }

    @Override
    public void failed(Throwable failure) {
        if (isClosed(failure)) {
            onClosed.run();
        }
    }

    private synchronized boolean isClosed() {
        if (isEnded) {
            return false;
        }
        try {
            isEnded = isAtEnd(BufferUtil.allocate(BUFFER_BYTES));
        } catch (IOException e) { // reset by the client
            isEnded = true;
        }
        if (!isEnded) {
            connection.fillInterested(this);
        }
        return isEnded;
    }

    private boolean isAtEnd(ByteBuffer buffer) throws IOException {
        var count = connection.fill(buffer);
        while (count > 0) {
            hasRead = true;
            BufferUtil.clear(buffer);
            count = connection.fill(buffer);
        }
        return count < 0;
    }

    /** The end of the idle time is no end: heartbeats, not the client, keep the connection alive. */
    private synchronized boolean isClosed(Throwable failure) {
        if (isEnded) {
            return false;
        }
        if (failure instanceof TimeoutException) {
            connection.fillInterested(this);
            return false;
        }
        isEnded = true;
        return true;
    }
}
