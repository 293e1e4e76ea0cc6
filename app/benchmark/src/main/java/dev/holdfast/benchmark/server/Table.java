package dev.holdfast.benchmark.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Measurements of all rounds, and what they say about the first contender. */
final class Table {

    private final List<String> names;
    private final Map<Scenario, Map<String, List<Measurement>>> rounds = new EnumMap<>(Scenario.class);

    /** A table for contenders of these names, of which the first is compared with the others. */
    Table(List<String> names) {
        this.names = names;
    }

    void add(Scenario scenario, String name, Measurement measurement) {
        rounds.computeIfAbsent(scenario, unused -> new HashMap<>())
                .computeIfAbsent(name, unused -> new ArrayList<>())
                .add(measurement);
    }

    void print() {
        rounds.forEach(this::print);
    }

    private void print(Scenario scenario, Map<String, List<Measurement>> measured) {
        System.out.printf("%n%s, %d clients%n", scenario.title(), scenario.clients());
        var first = measured.getOrDefault(names.get(0), List.of());
        for (var name : names) {
            var own = measured.getOrDefault(name, List.of());
            if (!own.isEmpty()) {
                System.out.println(line(name, own) + (own == first ? "" : ratio(first, own)));
            }
        }
    }

    private static String line(String name, List<Measurement> own) {
        return String.format(
                Locale.ROOT,
                "  %-10s %8.0f /s   p99 %7.1f ms   CPU in µs: server %6.0f  database %6.0f  clients %5.0f",
                name,
                median(own, Measurement::perSecond),
                median(own, measurement -> measurement.p99().toNanos() / 1e6),
                median(own, Measurement::serverMicros),
                median(own, Measurement::databaseMicros),
                median(own, Measurement::loadMicros));
    }

    private String ratio(List<Measurement> first, List<Measurement> other) {
        var ratios = new double[Math.min(first.size(), other.size())];
        Arrays.setAll(
                ratios, round -> first.get(round).perSecond() / other.get(round).perSecond());
        Arrays.sort(ratios);
        return String.format(
                Locale.ROOT,
                "   %s is %.2f of it (%.2f to %.2f)",
                names.get(0),
                ratios[ratios.length / 2],
                ratios[0],
                ratios[ratios.length - 1]);
    }

    private static double median(List<Measurement> measurements, ToDoubleFunction<Measurement> value) {
        var sorted = measurements.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
