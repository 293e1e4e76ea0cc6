package dev.holdfast.http.representation;

import dev.holdfast.domain.format.Loss;
import dev.holdfast.http.exchange.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The field {@code Holdfast-Dropped}: the parts that an export or an import left out (http.md, Resources). */
public final class DroppedParts {

    private static final int MAX_LENGTH = 2_000;

    private DroppedParts() {}

    /** The response with the field, if anything was dropped. */
    public static Response named(Response response, List<Loss> dropped) {
        return dropped.isEmpty() ? response : response.header("Holdfast-Dropped", value(dropped));
    }

    /** A list of texts, in which all but visible ASCII and whatever separates is percent-encoded. */
    private static String value(List<Loss> dropped) {
        var list = new StringBuilder();
        for (var item : dropped) {
            var encoded =
                    URLEncoder.encode(item.label(), StandardCharsets.UTF_8).replace("+", " ");
            if (list.length() + encoded.length() > MAX_LENGTH) {
                return list.append(", ...").toString();
            }
            list.append(list.isEmpty() ? "" : ", ").append(encoded);
        }
        return list.toString();
    }
}
