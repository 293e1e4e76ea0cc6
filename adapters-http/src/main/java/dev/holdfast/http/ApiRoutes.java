package dev.holdfast.http;

import java.util.List;

/** What the server understands, told to programs and to people. */
final class ApiRoutes {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private ApiRoutes() {}

    /** Made once, when somebody asks for it: a server should not start half a second later for it. */
    private static final class Answers {

        static final Answer DOCUMENT;
        static final Answer PAGE;

        static {
            var api = OpenApi.read();
            DOCUMENT = tagged(Json.body(api.root()));
            PAGE = tagged(Body.text("text/html;charset=utf-8", new ApiPage(api).html()))
                    .header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        }

        private static Answer tagged(Body body) {
            return Answer.representation(body, EntityTag.ofBytes(body.bytes()));
        }
    }

    static List<Resource> resources() {
        return List.of(
                Resource.at("/api").open().get(Action.file("text/html", request -> Answers.PAGE)),
                Resource.at("/api/openapi.json").open().get(Action.json(request -> Answers.DOCUMENT)));
    }
}
