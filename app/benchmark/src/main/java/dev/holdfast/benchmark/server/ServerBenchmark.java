package dev.holdfast.benchmark.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Benchmark of saves and reads of a running server beside others: all on one PostgreSQL, in turns. */
public final class ServerBenchmark {

    /** A Java server still compiles its code in the first half minute under load. */
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private static final Duration WARM_UP_OF_SCENARIO = Duration.ofSeconds(4);

    private ServerBenchmark() {}

    /** Runs the benchmark. Arguments: number of rounds, seconds of each scenario and contender in a round. */
    public static void main(String[] arguments) throws Exception {
        var rounds = Integer.parseInt(arguments[0]);
        var time = Duration.ofSeconds(Long.parseLong(arguments[1]));
        var directory = Path.of(System.getProperty("holdfast.benchmark.directory"));
        delete(directory);
        Files.createDirectories(directory);
        try (var database = Database.start(directory.resolve("database"));
                var holdfast = HoldfastPeer.start(database);
                var jpa = JpaPeer.start(database);
                var statement = StatementPeer.prepare(database)) {
            var contenders = new ArrayList<Contender>(List.of(
                    new Load(holdfast, database.process()),
                    new Load(jpa, database.process()),
                    new Load(statement, database.process())));
            Pgbench.find(directory, database).ifPresent(contenders::add);
            warmUp(contenders);
            measure(contenders, rounds, time);
            new HoldfastAlone(holdfast).print();
        }
        delete(directory);
    }

    private static void warmUp(List<Contender> contenders) throws Exception {
        for (var contender : contenders) {
            System.out.println("Warming up " + contender.name());
            contender.measure(Scenario.SAVE_64, WARM_UP);
            for (var scenario : Scenario.values()) {
                contender.measure(scenario, WARM_UP_OF_SCENARIO);
            }
        }
    }

    private static void measure(List<Contender> contenders, int rounds, Duration time) throws Exception {
        var table = new Table(contenders.stream().map(Contender::name).toList());
        for (var round = 1; round <= rounds; round++) {
            System.out.printf("Round %d of %d%n", round, rounds);
            for (var scenario : Scenario.values()) {
                for (var contender : contenders) {
                    contender
                            .measure(scenario, time)
                            .ifPresent(measurement -> table.add(scenario, contender.name(), measurement));
                }
            }
        }
        table.print();
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
