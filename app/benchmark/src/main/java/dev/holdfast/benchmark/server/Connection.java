package dev.holdfast.benchmark.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Keep-alive connection to a server on this computer. Does as little as it can, so that it measures the server and not itself. */
final class Connection implements AutoCloseable {

    /** Answer of the server. The tag is empty if it has none. */
    record Answer(int status, String tag, ByteBuffer body) {

        String text() {
            return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
        }
    }

    private final Socket socket;
    private final InputStream input;
    private final byte[] line = new byte[16_384];

    Connection(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            input = new BufferedInputStream(socket.getInputStream(), 65_536);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer get(String path, String... headers) throws IOException {
        return send("GET", path, new byte[0], headers);
    }

    /** Sends a request and waits for the whole answer. */
    Answer send(String method, String path, byte[] body, String... headers) throws IOException {
        write(method, path, body, headers);
        return answer();
    }

    /** Asks for a stream and waits for its head. Its lines follow, between those of its chunks. */
    void open(String path, String... headers) throws IOException {
        write("GET", path, new byte[0], headers);
        for (var line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.startsWith("HTTP/") && !line.contains(" 200")) {
                throw new IOException("The stream is refused: " + line);
            }
        }
    }

    private void write(String method, String path, byte[] body, String... headers) throws IOException {
        var head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        if (!method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        var request = new ByteArrayOutputStream(body.length + 512);
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        request.writeTo(socket.getOutputStream());
    }

    private Answer answer() throws IOException {
        var status = Integer.parseInt(readLine().substring(9, 12));
        var tag = "";
        var length = 0;
        var isChunked = false;
        for (var header = readLine(); !header.isEmpty(); header = readLine()) {
            var colon = header.indexOf(':');
            var value = header.substring(colon + 1).strip();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "etag" -> tag = value;
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> isChunked = true;
                default -> {}
            }
        }
        if (status == 304) {
            return new Answer(status, tag, ByteBuffer.allocate(0));
        }
        return new Answer(status, tag, ByteBuffer.wrap(isChunked ? readChunks() : input.readNBytes(length)));
    }

    private byte[] readChunks() throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            var size = Integer.parseInt(readLine(), 16);
            body.writeBytes(input.readNBytes(size));
            readLine();
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    String readLine() throws IOException {
        var length = 0;
        while (true) {
            var next = input.read();
            if (next < 0) {
                throw new EOFException("The server closed the connection.");
            }
            if (next == '\n') {
                return new String(line, 0, length, StandardCharsets.ISO_8859_1);
            }
            if (next != '\r') {
                line[length++] = (byte) next;
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
