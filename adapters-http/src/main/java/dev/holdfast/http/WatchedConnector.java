package dev.holdfast.http;

import dev.holdfast.http.exchange.WatchedEndPoint;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connector whose connections are limited in number, and show whether their clients have closed them. */
final class WatchedConnector extends ServerConnector {

    private static final Logger LOGGER = LoggerFactory.getLogger(WatchedConnector.class);

    private final OpenConnections connections;

    WatchedConnector(Server server, ConnectionFactory protocol, OpenConnections connections) {
        super(server, protocol);
        this.connections = connections;
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new LimitedSelectors(executor, scheduler, selectors);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        var endPoint = new WatchedEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    /** Selectors for the connections that there is room for; others are closed at once. */
    private final class LimitedSelectors extends ServerConnectorManager {

        LimitedSelectors(Executor executor, Scheduler scheduler, int selectors) {
            super(executor, scheduler, selectors);
        }

        @Override
        public void accept(SelectableChannel channel, Object attachment) {
            if (connections.admits(channel)) {
                super.accept(channel, attachment);
            } else {
                close(channel);
            }
        }

        private static void close(SelectableChannel channel) {
            try {
                channel.close();
            } catch (IOException e) {
                LOGGER.debug("A refused connection could not be closed", e);
            }
        }

        @Override
        protected void onAcceptFailed(SelectableChannel channel, Throwable cause) {
            connections.leave(channel);
            super.onAcceptFailed(channel, cause);
        }

        @Override
        protected void endPointClosed(EndPoint endPoint) {
            if (endPoint instanceof SocketChannelEndPoint socket) {
                connections.leave(socket.getChannel());
            }
            super.endPointClosed(endPoint);
        }
    }
}
