package dev.holdfast.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Proxy that loses every response: the server completes the request, then the client's connection is reset. */
final class ResponseCuttingProxy implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");
    private static final int TIMEOUT_SECONDS = 30;

    private final URI server;
    private final ServerSocket listener;
    private final BlockingQueue<String> lost = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ResponseCuttingProxy(URI server) {
        this.server = server;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The next lost response, as the server sent it. */
    String lostResponse() {
        try {
            var response = lost.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (response == null) {
                throw new AssertionError("The server sent no response");
            }
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                threads.execute(() -> pass(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket client) {
        try (client;
                var to = new Socket(server.getHost(), server.getPort())) {
            client.setSoLinger(true, 0); // close() then resets the connection, like a failing network
            threads.execute(() -> forward(client, to));
            lost.add(response(to.getInputStream()));
        } catch (IOException e) {
            lost.add("broken: " + e);
        }
    }

    private static void forward(Socket client, Socket server) {
        try {
            client.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException e) {
            // One side closed the connection, which ends the other.
        }
    }

    /** Reads one complete response. */
    private static String response(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var text = "";
        while (!isComplete(text)) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("the server closed the connection after " + text);
            }
            bytes.write(next);
            text = next == '\n' || text.contains("\r\n\r\n") ? bytes.toString(StandardCharsets.ISO_8859_1) : text;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isComplete(String text) {
        var end = text.indexOf("\r\n\r\n");
        var length = LENGTH.matcher(text);
        return end >= 0 && (!length.find() || text.length() - end - 4 == Integer.parseInt(length.group(1)));
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
