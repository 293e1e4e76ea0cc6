package dev.holdfast.http.exchange;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Prefix of the paths in responses, for a proxy that removes it from those of requests.
 *
 * @param base the path below which the client sees the server, without a slash at its end; empty for the root
 */
public record PathPrefix(String base) {

    private static final List<String> LOCATIONS = List.of("Location", "Content-Location");

    /** The response as the client can follow it: with the prefix in its header fields, its problem type and its links to exports. */
    public Response apply(Response response) {
        if (base.isEmpty()) {
            return response;
        }
        var next = response;
        for (var name : LOCATIONS) {
            var value = response.headers().get(name);
            next = value != null && value.startsWith("/") ? next.header(name, base + value) : next;
        }
        var link = response.headers().get("Link");
        next = link == null ? next : next.header("Link", link.replace("</", "<" + base + "/"));
        return next.body().isPresent() && next.body().get().mediaType().contains("json")
                ? next.body(prefixed(next.body().get()))
                : next;
    }

    /** In JSON no text can hold these characters, because its quotes are escaped. */
    private Body prefixed(Body body) {
        return Body.lazy(
                body.mediaType(),
                () -> new String(body.bytes(), StandardCharsets.UTF_8)
                        .replace("\"type\":\"/problems/", "\"type\":\"" + base + "/problems/")
                        .replace("\"href\":\"/api/", "\"href\":\"" + base + "/api/")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
