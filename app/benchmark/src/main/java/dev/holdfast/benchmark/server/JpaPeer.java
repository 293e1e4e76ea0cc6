package dev.holdfast.benchmark.server;

import dev.holdfast.benchmark.server.jpa.JpaServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Spring MVC with JPA: a version column, no history. */
final class JpaPeer implements Peer, AutoCloseable {

    private final ServerProcess server;

    private JpaPeer(ServerProcess server) {
        this.server = server;
    }

    static JpaPeer start(Database database) throws IOException {
        return new JpaPeer(ServerProcess.start(
                Pattern.compile("Ready at port (\\d+)"),
                Map.of("SPRING_DATASOURCE_URL", database.jdbcUrl()),
                List.of("-classpath", System.getProperty("java.class.path"), JpaServer.class.getName())));
    }

    @Override
    public String name() {
        return "Spring JPA";
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.of(server.handle());
    }

    @Override
    public Optional<Client> client(Scenario.Work work, int number) throws IOException {
        var connection = new Connection(server.port());
        return Optional.of(
                switch (work) {
                    case SAVE_OWN, SAVE_IN_ONE_DOCUMENT -> saver(connection, number);
                    case SAVE_ONE_SEGMENT -> saver(connection, 0);
                    case GET -> new HttpClient(connection, 200, "/texts/text-" + number);
                    case NOT_MODIFIED -> {
                        var path = "/texts/text-" + number;
                        var tag = connection.get(path).tag();
                        yield new HttpClient(connection, 304, path, "If-None-Match: " + tag);
                    }
                    case LIST -> new HttpClient(connection, 200, "/texts?limit=1000");
                });
    }

    private static Client saver(Connection connection, int number) throws IOException {
        return new HttpSaver(
                connection,
                "PUT",
                "/texts/text-" + number,
                "{\"content\":\"A caption that is one line long, number %d\"}",
                "Content-Type: application/json");
    }

    @Override
    public void close() {
        server.close();
    }
}
