package dev.holdfast.http.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reader of a stream of server-sent events, byte by byte like a browser. */
public final class EventReader implements AutoCloseable {

    /** An event as received. */
    public record Event(String id, String name, String data) {

        private static final ObjectMapper MAPPER = new ObjectMapper();

        public JsonNode json() {
            try {
                return MAPPER.readTree(data);
            } catch (JsonProcessingException e) {
                throw new AssertionError(data, e);
            }
        }

        public long revision() {
            return json().get("revision").longValue();
        }
    }

    private static final int TIMEOUT_MS = 30_000;

    private final Socket socket = new Socket();
    private final InputStream in;
    public final RawResponse head;
    private int leftInChunk;

    /** Sends something more on the connection. */
    public void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private EventReader(URI server, String target, int bufferBytes, String... headers) throws IOException {
        socket.setReceiveBufferSize(bufferBytes);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        var request =
                new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n");
        for (var header : headers) {
            request.append(header).append("\r\n");
        }
        socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
        in = new BufferedInputStream(socket.getInputStream());
        var bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            bytes.write(byteOf(in.read()));
        }
        head = RawResponse.parse(bytes.toByteArray());
        ApiDescription.ofServer().checkStream(request + "\r\n", head);
    }

    public static EventReader open(TestServer server, String document, String... headers) {
        return open(server, "/api/documents/" + document + "/changes", 65_536, headers);
    }

    public static EventReader open(TestServer server, String target, int bufferBytes, String... headers) {
        try {
            return new EventReader(server.uri, target, bufferBytes, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next event; comments are left out. */
    public Event next() {
        return nextUnlessEnded().orElseThrow(() -> new AssertionError("The stream ended"));
    }

    public List<Event> next(int count) {
        var events = new ArrayList<Event>();
        for (var i = 0; i < count; i++) {
            events.add(next());
        }
        return events;
    }

    /** The next event; empty if the stream ends before it is complete. */
    public Optional<Event> nextUnlessEnded() {
        Map<String, String> fields = new LinkedHashMap<>();
        var start = System.nanoTime();
        try {
            for (var line = line(); ; line = line()) {
                if (System.nanoTime() - start > TIMEOUT_MS * 1_000_000L) {
                    throw new AssertionError("Neither an event nor the end came, only comments");
                }
                if (line.isEmpty() && fields.containsKey("data")) {
                    var event = new Event(field(fields, "id"), field(fields, "event"), field(fields, "data"));
                    ApiDescription.ofServer().checkEvent(event.id(), event.name(), event.json());
                    return Optional.of(event);
                }
                var colon = line.indexOf(": ");
                if (colon > 0) {
                    fields.put(line.substring(0, colon), line.substring(colon + 2));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String field(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name)).orElse("");
    }

    /** The next line, comments included. */
    public String line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var next = nextByte(); next != '\n'; next = nextByte()) {
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private int nextByte() throws IOException {
        if (leftInChunk == 0) {
            var size = rawLine();
            leftInChunk = Integer.parseInt(size.isEmpty() ? rawLine() : size, 16);
            if (leftInChunk == 0) {
                throw new EOFException("The last chunk");
            }
        }
        leftInChunk--;
        return byteOf(in.read());
    }

    private String rawLine() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var next = byteOf(in.read()); next != '\n'; next = byteOf(in.read())) {
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.US_ASCII).strip();
    }

    private static int byteOf(int read) throws IOException {
        if (read < 0) {
            throw new EOFException();
        }
        return read;
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
