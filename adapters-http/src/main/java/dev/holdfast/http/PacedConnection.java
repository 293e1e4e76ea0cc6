package dev.holdfast.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection on which the header of each request has to be there in time. The server underneath ends only connections on
 * which nothing comes at all.
 */
final class PacedConnection extends HttpConnection {

    private static final Logger LOGGER = LoggerFactory.getLogger(PacedConnection.class);

    private final ServerOptions.Pace pace;
    private final Envelope envelope;

    private PacedConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint, Factory factory) {
        super(configuration, connector, endPoint);
        this.pace = factory.pace;
        this.envelope = factory.envelope;
    }

    /** Makes them. */
    static final class Factory extends HttpConnectionFactory {

        private final ServerOptions.Pace pace;
        private final Envelope envelope;

        Factory(HttpConfiguration configuration, ServerOptions.Pace pace, Envelope envelope) {
            super(configuration);
            this.pace = pace;
            this.envelope = envelope;
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            var connection = new PacedConnection(getHttpConfiguration(), connector, endPoint, this);
            connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
            return configure(connection, connector, endPoint);
        }
    }

    /** Is called whenever more of a header is there. */
    @Override
    public void onFillable() {
        var parser = getParser();
        var isInHeader = parser.inHeaderState() && !parser.isStart();
        if (isInHeader && pace.isHeaderLate(System.nanoTime() - parser.getBeginNanoTime())) {
            refuse();
        } else {
            super.onFillable();
        }
    }

    private void refuse() {
        var id = UUID.randomUUID().toString();
        LOGGER.debug("The header of request {} did not come in time", id);
        var answer = envelope.around(Router.REQUEST_TIMEOUT, id, Optional.empty());
        getEndPoint().write(Callback.from(this::end), ByteBuffer.wrap(bytes(answer)));
    }

    /** What came last is read first, because it would take the answer from the client if it was not. */
    private void end() {
        try {
            var unused = getEndPoint().fill(ByteBuffer.allocate(1_024).flip());
        } catch (IOException e) {
            LOGGER.debug("The client is gone", e);
        }
        getEndPoint().close();
    }

    private static byte[] bytes(Answer answer) {
        var body = answer.body().orElseThrow();
        var head = new StringBuilder("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Type: ").append(body.mediaType()).append("\r\n");
        head.append("Content-Length: ").append(body.bytes().length).append("\r\n\r\n");
        return (head + new String(body.bytes(), StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }
}
