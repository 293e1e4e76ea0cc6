package dev.holdfast.http;

import dev.holdfast.http.exchange.MinimumDataRate;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * Connection with a timeout for the header of each request. Jetty itself closes only idle connections, so a client that
 * sends a byte now and then would keep one open.
 */
final class HeaderTimeoutConnection extends HttpConnection {

    private final MinimumDataRate minimumDataRate;

    private HeaderTimeoutConnection(
            HttpConfiguration configuration, Connector connector, EndPoint endPoint, MinimumDataRate minimumDataRate) {
        super(configuration, connector, endPoint);
        this.minimumDataRate = minimumDataRate;
    }

    /** Factory of connections with a header timeout. */
    static final class Factory extends HttpConnectionFactory {

        private final MinimumDataRate minimumDataRate;

        Factory(HttpConfiguration configuration, MinimumDataRate minimumDataRate) {
            super(configuration);
            this.minimumDataRate = minimumDataRate;
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            var connection = new HeaderTimeoutConnection(getHttpConfiguration(), connector, endPoint, minimumDataRate);
            connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
            return configure(connection, connector, endPoint);
        }
    }

    /** Called by Jetty when more bytes can be read. */
    @Override
    public void onFillable() {
        var parser = getParser();
        var isInHeader = parser.inHeaderState() && !parser.isStart();
        if (isInHeader && minimumDataRate.isOver(System.nanoTime() - parser.getBeginNanoTime())) {
            parser.getHandler().badMessage(new HttpException.RuntimeException(HttpStatus.REQUEST_TIMEOUT_408));
        } else {
            super.onFillable();
        }
    }
}
