package dev.holdfast.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Crowd of slow connections to a server, without a token. One thread keeps all of them. */
final class Crowd implements AutoCloseable {

    private static final int RECEIVE_BUFFER_BYTES = 4_096;
    private static final long PAUSE_NANOS = 1_000_000_000;

    /** Slowness of a connection. */
    enum Kind {
        /** A body of which a byte comes now and then; a server that wants a token refuses the request before its body. */
        BODIES("POST /api/documents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000\r\n\r\n{", " "),
        /** A header of which a field comes now and then. */
        HEADERS("GET /api/documents HTTP/1.1\r\nHost: localhost\r\n", "X: y\r\n"),
        /** Requests at once, of whose long responses a few bytes are read now and then. */
        READERS("GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(40), "");

        private final byte[] first;
        private final byte[] next;

        Kind(String first, String next) {
            this.first = first.getBytes(StandardCharsets.ISO_8859_1);
            this.next = next.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private final Kind kind;
    private final InetSocketAddress server;
    private final int size;
    private final List<SocketChannel> connections = new ArrayList<>();
    private final ByteBuffer sink = ByteBuffer.allocate(200);
    private final Thread thread = new Thread(this::run, "crowd");
    private volatile boolean isClosed;
    private volatile boolean isComplete;
    private int ended;

    private Crowd(Kind kind, URI server, int size) {
        this.kind = kind;
        this.server = new InetSocketAddress(server.getHost(), server.getPort());
        this.size = size;
    }

    /** Starts to connect. */
    static Crowd start(Kind kind, URI server, int size) {
        var crowd = new Crowd(kind, server, size);
        crowd.thread.setDaemon(true);
        crowd.thread.start();
        return crowd;
    }

    /** Waits until all have connected. */
    void awaitComplete() {
        while (!isComplete && thread.isAlive()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void run() {
        try {
            while (connections.size() < size && !isClosed) {
                connections.add(connect());
            }
            isComplete = true;
            while (!isClosed) {
                LockSupport.parkNanos(PAUSE_NANOS);
                connections.forEach(this::goOn);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SocketChannel connect() throws IOException {
        var connection = SocketChannel.open();
        connection.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
        connection.connect(server);
        connection.configureBlocking(false);
        connection.write(ByteBuffer.wrap(kind.first));
        return connection;
    }

    private void goOn(SocketChannel connection) {
        try {
            if (connection.isOpen()) {
                if (kind.next.length > 0) {
                    connection.write(ByteBuffer.wrap(kind.next));
                }
                if (connection.read(sink.clear()) < 0) {
                    throw new IOException("closed by the server");
                }
            }
        } catch (IOException closedByServer) {
            ended++;
            close(connection);
        }
    }

    private static void close(SocketChannel connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Disconnects all, and returns how many the server had ended. */
    int leave() {
        isClosed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        connections.forEach(Crowd::close);
        return ended;
    }

    @Override
    public void close() {
        leave();
    }
}
