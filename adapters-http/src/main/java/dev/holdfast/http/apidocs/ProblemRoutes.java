package dev.holdfast.http.apidocs;

import dev.holdfast.domain.NotFound;
import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.exchange.Request;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;

/** A page for each kind of problem, under its URI. */
public final class ProblemRoutes {

    private ProblemRoutes() {}

    public static Resource resource() {
        return Resource.at("/problems/{name}").open().get(Endpoint.file("text/html", ProblemRoutes::page));
    }

    private static Response page(Request request) {
        var name = request.parameter("name");
        var type = ProblemType.of(name).orElseThrow(() -> new NotFound("kind of problem", name));
        var html = """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%s</title></head>
                <body>
                <h1>%s</h1>
                <p>HTTP status %d, <code>%s</code></p>
                <p>%s</p>
                </body>
                </html>
                """.formatted(
                escaped(type.title()), escaped(type.title()), type.status(), type.uri(), escaped(type.explanation()));
        return Response.of(200)
                .body(Body.text("text/html;charset=utf-8", html))
                .header("Cache-Control", "public, max-age=3600");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
