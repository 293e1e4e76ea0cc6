package dev.holdfast.benchmark.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own benchmark program with the statement of {@link StatementPeer}, where it is installed. */
final class Pgbench implements Contender {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final String OWN = """
            WITH saved AS (
                UPDATE plain_text SET content = 'A caption that is one line long', version = version + 1
                WHERE id = :client_id AND version = (SELECT version FROM plain_text WHERE id = :client_id)
                RETURNING id, version, content)
            INSERT INTO plain_history (id, version, content) SELECT id, version, content FROM saved;
            """;

    private final Path program;
    private final Path script;
    private final Database database;

    private Pgbench(Path program, Path script, Database database) {
        this.program = program;
        this.script = script;
        this.database = database;
    }

    /** The program on the PATH, or where Debian keeps it. Empty if there is none. */
    static Optional<Pgbench> find(Path directory, Database database) throws IOException {
        var path = Stream.of(System.getenv("PATH").split(":")).map(Path::of);
        var program = Stream.concat(path, debian())
                .map(folder -> folder.resolve("pgbench"))
                .filter(Files::isExecutable);
        var found = program.findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var script = Files.writeString(directory.resolve("pgbench.sql"), OWN.replaceAll("\\s+", " "));
        return Optional.of(new Pgbench(found.get(), script, database));
    }

    private static Stream<Path> debian() throws IOException {
        var versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Stream.empty();
        }
        try (var folders = Files.list(versions)) {
            return folders.map(folder -> folder.resolve("bin")).toList().stream();
        }
    }

    @Override
    public String name() {
        return "pgbench";
    }

    @Override
    public Optional<Measurement> measure(Scenario scenario, Duration time) throws IOException, InterruptedException {
        if (scenario.work() != Scenario.Work.SAVE_OWN) {
            return Optional.empty();
        }
        var before = CpuTime.ofTree(database.process());
        var rate = rate(Math.min(scenario.clients(), StatementPeer.CONNECTIONS), time);
        var after = CpuTime.ofTree(database.process());
        var done = Math.round(rate * time.toSeconds());
        // Its backends have ended, and their CPU time is not known.
        return Optional.of(
                new Measurement(done, time, Duration.ZERO, after.minus(before), Duration.ZERO, Duration.ZERO));
    }

    private double rate(int clients, Duration time) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        program.toString(),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--file=" + script,
                        "--client=" + clients,
                        "--jobs=" + Math.min(clients, 2),
                        "--time=" + time.toSeconds())
                .redirectErrorStream(true);
        builder.environment().putAll(database.environment());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var found = RATE.matcher(output);
        if (!found.find()) {
            throw new IOException("pgbench failed: " + output);
        }
        return Double.parseDouble(found.group(1));
    }
}
