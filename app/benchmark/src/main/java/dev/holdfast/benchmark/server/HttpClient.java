package dev.holdfast.benchmark.server;

import java.io.IOException;

/** Client that reads one resource. */
final class HttpClient implements Client {

    private final Connection connection;
    private final int status;
    private final String path;
    private final String[] headers;

    HttpClient(Connection connection, int status, String path, String... headers) {
        this.connection = connection;
        this.status = status;
        this.path = path;
        this.headers = headers;
    }

    @Override
    public boolean act() throws IOException {
        HoldfastPeer.require(status, connection.get(path, headers));
        return true;
    }

    @Override
    public void close() {
        connection.close();
    }
}
