package dev.holdfast.benchmark.server;

import dev.holdfast.postgres.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** PostgreSQL that all peers use, with fsync, started for the run. */
final class Database implements AutoCloseable {

    private final EmbeddedDatabase embedded;
    private final ProcessHandle process;

    private Database(EmbeddedDatabase embedded, ProcessHandle process) {
        this.embedded = embedded;
        this.process = process;
    }

    static Database start(Path directory) throws IOException {
        var embedded = EmbeddedDatabase.start(directory, System.out::println);
        return new Database(embedded, postmaster(directory));
    }

    private static ProcessHandle postmaster(Path directory) throws IOException {
        try (var files = Files.find(directory, 2, (file, attributes) -> file.endsWith("postmaster.pid"))) {
            var file = files.findFirst().orElseThrow();
            var number = Long.parseLong(Files.readAllLines(file).get(0).strip());
            return ProcessHandle.of(number).orElseThrow();
        }
    }

    ProcessHandle process() {
        return process;
    }

    String jdbcUrl() {
        return embedded.jdbcUrl();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    /** Environment by which PostgreSQL's own programs find the database. */
    Map<String, String> environment() {
        var address = URI.create(jdbcUrl().substring("jdbc:".length()));
        var parameters = Stream.of(address.getQuery().split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return Map.of(
                "PGHOST", address.getHost(),
                "PGPORT", String.valueOf(address.getPort()),
                "PGDATABASE", address.getPath().substring(1),
                "PGUSER", parameters.get("user"),
                "PGPASSWORD", parameters.get("password"));
    }

    @Override
    public void close() {
        embedded.close();
    }
}
