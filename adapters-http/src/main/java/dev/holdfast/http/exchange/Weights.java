package dev.holdfast.http.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Weights of a field that negotiates, for example Accept or Accept-Encoding (RFC 9110 §12.4.2).
 *
 * @param lines all field lines
 */
record Weights(List<String> lines) {

    /** The weight of a member; empty if it is not named. */
    Optional<Double> of(String member) {
        return Stream.of(String.join(",", lines).split(",", -1))
                .map(named -> named.split(";", -1))
                .filter(parts -> parts[0].strip().equalsIgnoreCase(member))
                .map(Weights::weight)
                .max(Double::compare);
    }

    private static double weight(String[] parts) {
        return Stream.of(parts)
                .skip(1)
                .map(part -> part.strip().toLowerCase(Locale.ROOT))
                .filter(part -> part.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)"))
                .map(part -> Double.parseDouble(part.substring(2)))
                .findFirst()
                .orElse(1.0);
    }
}
