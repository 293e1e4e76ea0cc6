package dev.holdfast.benchmark.server;

import dev.holdfast.benchmark.server.Connection.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holdfast's executable jar with the options of {@code app/holdfast}. */
final class HoldfastPeer implements Peer, AutoCloseable {

    private static final Pattern READY = Pattern.compile("Holdfast is ready at http://\\S+:(\\d+)");
    private static final Pattern SEGMENT =
            Pattern.compile("\"id\":\"([^\"]+)\",\"document\":\"[^\"]+\",\"kind\":\"cue\"");

    private final ServerProcess server;

    private HoldfastPeer(ServerProcess server) {
        this.server = server;
    }

    static HoldfastPeer start(Database database) throws IOException {
        var server = ServerProcess.start(
                READY,
                Map.of("HOLDFAST_DATABASE_URL", database.jdbcUrl()),
                List.of(
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseSerialGC",
                        "-Xms32m",
                        "-jar",
                        System.getProperty("holdfast.jar"),
                        "--storage=postgres",
                        "--port=0",
                        "--no-sample"));
        var peer = new HoldfastPeer(server);
        try (var connection = new Connection(server.port())) {
            for (var number = 0; number < Scenario.MOST_CLIENTS; number++) {
                peer.create(connection, "own-" + number, Captions.file(1));
            }
            peer.create(connection, "hot", Captions.file(Scenario.MOST_CLIENTS));
            peer.create(connection, "long", Captions.file(2_000));
        }
        return peer;
    }

    private void create(Connection connection, String id, byte[] captions) throws IOException {
        require(201, connection.send("POST", "/api/documents?id=" + id, captions, "Content-Type: text/vtt"));
    }

    @Override
    public String name() {
        return "Holdfast";
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.of(server.handle());
    }

    int port() {
        return server.port();
    }

    @Override
    public Optional<Client> client(Scenario.Work work, int number) throws IOException {
        var connection = new Connection(server.port());
        return Optional.of(
                switch (work) {
                    case SAVE_OWN -> saver(connection, segment(connection, "own-" + number, 0));
                    case SAVE_IN_ONE_DOCUMENT -> saver(connection, segment(connection, "hot", number));
                    case SAVE_ONE_SEGMENT -> saver(connection, segment(connection, "hot", 0));
                    case GET -> new HttpClient(connection, 200, "/api/segments/" + segment(connection, "hot", number));
                    case NOT_MODIFIED -> {
                        var path = "/api/segments/" + segment(connection, "hot", number);
                        var tag = connection.get(path).tag();
                        yield new HttpClient(connection, 304, path, "If-None-Match: " + tag);
                    }
                    case LIST -> new HttpClient(connection, 200, "/api/documents/long/segments?limit=1000");
                });
    }

    private static Client saver(Connection connection, String segment) throws IOException {
        return new HttpSaver(
                connection,
                "PATCH",
                "/api/segments/" + segment,
                "{\"content\":\"00:01.000 --> 00:03.000\\nA caption that is one line long, number %d\"}",
                "Content-Type: application/merge-patch+json");
    }

    private static String segment(Connection connection, String document, int index) throws IOException {
        var list = connection.get("/api/documents/" + document + "/segments?limit=1000");
        require(200, list);
        return SEGMENT.matcher(list.text())
                .results()
                .skip(index)
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    static void require(int status, Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException("%d instead of %d: %s".formatted(answer.status(), status, answer.text()));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
