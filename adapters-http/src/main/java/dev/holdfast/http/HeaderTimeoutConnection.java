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
 * A connection on which the header of each request has to be there in time. The server underneath ends only connections on
 * which nothing comes at all.
 */
final class HeaderTimeoutConnection extends HttpConnection {

    private final MinimumDataRate pace;

    private HeaderTimeoutConnection(
            HttpConfiguration configuration, Connector connector, EndPoint endPoint, MinimumDataRate pace) {
        super(configuration, connector, endPoint);
        this.pace = pace;
    }

    /** Makes them. */
    static final class Factory extends HttpConnectionFactory {

        private final MinimumDataRate pace;

        Factory(HttpConfiguration configuration, MinimumDataRate pace) {
            super(configuration);
            this.pace = pace;
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            var connection = new HeaderTimeoutConnection(getHttpConfiguration(), connector, endPoint, pace);
            connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
            return configure(connection, connector, endPoint);
        }
    }

    /** Is called whenever more of a header is there. */
    @Override
    public void onFillable() {
        var parser = getParser();
        var isInHeader = parser.inHeaderState() && !parser.isStart();
        if (isInHeader && pace.isOver(System.nanoTime() - parser.getBeginNanoTime())) {
            parser.getHandler().badMessage(new HttpException.RuntimeException(HttpStatus.REQUEST_TIMEOUT_408));
        } else {
            super.onFillable();
        }
    }
}
