package dev.holdfast.http.apidocs;

import dev.holdfast.http.exchange.Body;
import dev.holdfast.http.exchange.Endpoint;
import dev.holdfast.http.exchange.Json;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.http.exchange.Response;
import dev.holdfast.http.header.EntityTag;
import java.util.List;

/** Handlers of the API description, as JSON and as a page. */
public final class ApiRoutes {

    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private ApiRoutes() {}

    /** Made once, when somebody asks for it: a server should not start half a second later for it. */
    private static final class Pages {

        static final Response DOCUMENT;
        static final Response PAGE;

        static {
            var api = OpenApi.read();
            DOCUMENT = tagged(Json.body(api.root()));
            PAGE = tagged(Body.text("text/html;charset=utf-8", new ApiPage(api).html()))
                    .header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        }

        private static Response tagged(Body body) {
            return Response.representation(body, EntityTag.ofBytes(body.bytes()));
        }
    }

    public static List<Resource> resources() {
        return List.of(
                Resource.at("/api").open().get(Endpoint.file("text/html", request -> Pages.PAGE)),
                Resource.at("/api/openapi.json").open().get(Endpoint.json(request -> Pages.DOCUMENT)));
    }
}
