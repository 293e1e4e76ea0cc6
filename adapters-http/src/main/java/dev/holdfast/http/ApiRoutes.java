package dev.holdfast.http;

import java.util.List;

/** What the server understands, told to programs and to people. */
final class ApiRoutes {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private final Answer document;
    private final Answer page;

    ApiRoutes(OpenApi api) {
        var json = Json.body(api.root());
        var html = Body.text("text/html;charset=utf-8", new ApiPage(api).html());
        this.document = Answer.representation(json, EntityTag.ofBytes(json.bytes()));
        this.page = Answer.representation(html, EntityTag.ofBytes(html.bytes()))
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    }

    List<Resource> resources() {
        return List.of(
                Resource.at("/api").open().get(Action.file("text/html", request -> page)),
                Resource.at("/api/openapi.json").open().get(Action.json(request -> document)));
    }
}
