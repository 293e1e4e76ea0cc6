package dev.holdfast.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Proxy that loses the first responses: the server has handled the requests, and the client does not learn it. */
final class LossyConnection implements AutoCloseable {

    final URI uri;
    final AtomicInteger lost = new AtomicInteger();
    private final int losses;
    private final URI server;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    LossyConnection(URI server, int losses) {
        this.server = server;
        this.losses = losses;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        uri = URI.create("http://127.0.0.1:" + listener.getLocalPort());
        threads.execute(this::accept);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var near = listener.accept();
                var far = new Socket(server.getHost(), server.getPort());
                threads.execute(() -> pass(near, far, false));
                threads.execute(() -> pass(far, near, true));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean isAnswer) {
        try (from;
                to) {
            pass(from.getInputStream(), to.getOutputStream(), isAnswer);
        } catch (IOException e) {
            // One side closed the connection, so the other is closed too.
        }
    }

    private void pass(InputStream in, OutputStream out, boolean isAnswer) throws IOException {
        var buffer = new byte[65_536];
        for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            var start = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            if (isAnswer && start.startsWith("HTTP/1.1 2") && lost.get() < losses) {
                lost.incrementAndGet();
                return;
            }
            out.write(buffer, 0, read);
            out.flush();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
