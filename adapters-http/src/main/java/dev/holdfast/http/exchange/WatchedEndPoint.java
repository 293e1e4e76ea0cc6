package dev.holdfast.http.exchange;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * End point of a connection that shows whether its client has closed it, while its request is handled. Jetty reads nothing
 * then, so that this end point reads one byte ahead; the next read begins with that byte.
 */
public final class WatchedEndPoint extends SocketChannelEndPoint {

    private final ByteBuffer ahead = BufferUtil.allocate(1);

    public WatchedEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public synchronized int fill(ByteBuffer buffer) throws IOException {
        return ahead.hasRemaining() && BufferUtil.space(buffer) > 0
                ? BufferUtil.append(buffer, ahead)
                : super.fill(buffer);
    }

    /** True if the client has closed the connection, or its side of it. */
    synchronized boolean isEnded() {
        try {
            return !isOpen() || (!ahead.hasRemaining() && super.fill(ahead) < 0);
        } catch (IOException e) {
            return true;
        }
    }

    /** Closes the connection and drops what the operating system would still send to a client that does not read. */
    void abort(Throwable reason) {
        try {
            getChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException closedAlready) {
            reason.addSuppressed(closedAlready);
        }
        close(reason);
    }
}
