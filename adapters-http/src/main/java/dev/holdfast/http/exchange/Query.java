package dev.holdfast.http.exchange;

import dev.holdfast.http.header.PercentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Query of a request target: parameters in percent-encoded UTF-8, in which a plus stands for a space.
 *
 * @param text the raw query; null if the target has none
 */
public record Query(@Nullable String text) {

    /**
     * The value of a parameter.
     *
     * @throws ProblemException if it is there more than once, or cannot be decoded
     */
    public Optional<String> value(String name) {
        var values = new ArrayList<String>();
        for (var parameter : text == null ? new String[0] : text.split("&", -1)) {
            var parts = parameter.split("=", 2);
            if (decoded(name, parts[0]).equals(name)) {
                values.add(decoded(name, parts.length == 1 ? "" : parts[1]));
            }
        }
        if (values.size() > 1) {
            throw malformed(name, "is there more than once");
        }
        return values.stream().findFirst();
    }

    /**
     * Refuses parameters with other names: a misspelt one would be ignored unnoticed.
     *
     * @throws ProblemException if there is one
     */
    public void only(List<String> known) {
        for (var parameter : text == null ? new String[0] : text.split("&", -1)) {
            var name = parameter.split("=", 2)[0];
            var decoded = PercentEncoding.decode(name.replace('+', ' ')).orElse(name);
            if (!parameter.isEmpty() && !known.contains(decoded)) {
                throw malformed(
                        Fields.shown(decoded),
                        known.isEmpty()
                                ? "is unknown: this resource has no parameters"
                                : "is unknown. The parameters are: " + String.join(", ", known));
            }
        }
    }

    /**
     * The value of a parameter that is true or false; empty if it is absent.
     *
     * @throws ProblemException if it has another value
     */
    static Optional<Boolean> flag(String name, Optional<String> value) {
        return value.map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw malformed(name, "is true or false");
        });
    }

    private static String decoded(String name, String text) {
        return PercentEncoding.decode(text.replace('+', ' '))
                .orElseThrow(() -> malformed(name, "cannot be read: the query is not percent-encoded UTF-8"));
    }

    public static ProblemException malformed(String name, String reason) {
        return Problem.of(ProblemType.MALFORMED_QUERY, "The parameter %s %s.".formatted(name, reason))
                .with("parameter", name)
                .asException();
    }
}
