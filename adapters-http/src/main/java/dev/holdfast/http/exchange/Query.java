package dev.holdfast.http.exchange;

import dev.holdfast.http.header.PercentEncoding;
import java.util.ArrayList;
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
