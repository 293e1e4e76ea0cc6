package dev.holdfast.benchmark.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Client that saves a text for the entity tag that it knows. After a 412 it goes on with the current tag. */
final class HttpSaver implements Client {

    private final Connection connection;
    private final String method;
    private final String path;
    private final String body;
    private final String type;
    private String tag;
    private long count;

    /** A saver. The body is a format with one number, which is another one for each save. */
    HttpSaver(Connection connection, String method, String path, String body, String type) throws IOException {
        this.connection = connection;
        this.method = method;
        this.path = path;
        this.body = body;
        this.type = type;
        this.tag = read();
        this.count = System.nanoTime();
    }

    @Override
    public boolean act() throws IOException {
        var text = body.formatted(count++).getBytes(StandardCharsets.UTF_8);
        var answer = connection.send(method, path, text, type, "If-Match: " + tag);
        if (answer.status() != 412) {
            HoldfastPeer.require(200, answer);
        }
        tag = answer.tag().isEmpty() ? read() : answer.tag();
        return answer.status() == 200;
    }

    private String read() throws IOException {
        return connection.get(path).tag();
    }

    @Override
    public void close() {
        connection.close();
    }
}
