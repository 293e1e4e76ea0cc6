package dev.holdfast.http.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.http.apidocs.OpenApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Check of requests and responses against the API description. */
public final class ApiDescription {

    /** Fields of the connection, the content or browser security, which are not described one by one. */
    private static final Set<String> OF_EVERY_ANSWER = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "transfer-encoding",
            "vary",
            "holdfast-request-id",
            "x-content-type-options",
            "content-security-policy",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "access-control-allow-origin",
            "access-control-allow-methods",
            "access-control-allow-headers",
            "access-control-expose-headers",
            "access-control-max-age");

    /** Problem types described once for all operations. */
    private static final Set<Integer> OF_EVERY_OPERATION = Set.of(308, 417, 501, 505);

    /** The described paths; the files of the editor are not described. */
    private static final List<String> DESCRIBED = List.of("/api", "/health", "/problems", "/metrics");

    private static final ApiDescription OF_SERVER = new ApiDescription(OpenApi.read());

    private final OpenApi api;
    private final DocumentedSchemas schemas;

    ApiDescription(OpenApi api) {
        this.api = api;
        this.schemas = new DocumentedSchemas(api);
    }

    public static ApiDescription ofServer() {
        return OF_SERVER;
    }

    /**
     * Throws if an exchange does not match the description.
     *
     * @param request the bytes sent, one character each
     */
    public void check(String request, RawResponse response) {
        if (OF_EVERY_OPERATION.contains(response.status())) {
            return;
        }
        RawRequest.parse(request)
                .filter(sent -> DESCRIBED.stream().anyMatch(sent.path()::startsWith))
                .ifPresent(sent -> check(sent, response));
    }

    private void check(RawRequest sent, RawResponse response) {
        var operation = item(sent.path()).path(sent.method().toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            require(isUnknown(sent, response), "is no operation of the description", sent, response);
            checkContent(api.root().at("/components/responses/NotFound/content"), false, sent, response);
            return;
        }
        var described = api.resolved(operation.path("responses").path(Integer.toString(response.status())));
        require(!described.isMissingNode(), "has a response that is not described", sent, response);
        checkHeaders(described.path("headers"), sent, response);
        checkContent(described.path("content"), true, sent, response);
        if (response.status() < 300) {
            checkRequest(operation.path("requestBody"), sent, response);
        }
    }

    /** True if the response is to an unknown path or method, or to a malformed request. */
    private boolean isUnknown(RawRequest sent, RawResponse response) {
        return Set.of(400, 414, 421, 431).contains(response.status())
                || (item(sent.path()).isMissingNode()
                        ? response.status() == 404 || response.status() == 501
                        : response.status() == 405 || response.status() == 501);
    }

    private JsonNode item(String path) {
        return api.root().path("paths").properties().stream()
                .filter(item -> path.matches(item.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
                .findFirst()
                .map(item -> api.resolved(item.getValue()))
                .orElse(MissingNode.getInstance());
    }

    private void checkHeaders(JsonNode described, RawRequest sent, RawResponse response) {
        for (var line : response.headerLines()) {
            var name = line.substring(0, line.indexOf(':'));
            require(
                    OF_EVERY_ANSWER.contains(name.toLowerCase(Locale.ROOT)) || described.has(name),
                    "has the field %s, which is not described".formatted(name),
                    sent,
                    response);
        }
        described.properties().forEach(header -> {
            var description = api.resolved(header.getValue());
            var value = response.field(header.getKey());
            require(
                    value.isPresent() || !description.path("required").asBoolean(),
                    "lacks the field " + header.getKey(),
                    sent,
                    response);
            value.ifPresent(text -> checkField(header.getKey(), description.path("schema"), text, sent, response));
        });
    }

    private void checkField(String name, JsonNode schema, String value, RawRequest sent, RawResponse response) {
        var isNumber = schema.path("type").asText().equals("integer");
        var node = isNumber ? api.root().numberNode(Long.parseLong(value)) : TextNode.valueOf(value);
        var errors = schemas.errors(schema, node);
        require(
                errors.isEmpty(),
                "has a field %s that is not as described: %s".formatted(name, errors),
                sent,
                response);
    }

    private void checkContent(JsonNode described, boolean closely, RawRequest sent, RawResponse response) {
        if (response.body().isEmpty()) {
            var mayBeEmpty = described.isMissingNode()
                    || sent.method().equals("HEAD")
                    || (response.status() == 201
                            && response.header("Content-Length").equals("0"));
            require(mayBeEmpty, "has no content", sent, response);
            return;
        }
        var mediaType = response.header("Content-Type").split(";", 2)[0];
        require(described.has(mediaType), "has content of a type that is not described", sent, response);
        if (mediaType.endsWith("json")) {
            var schema = closely
                    ? described.path(mediaType).path("schema")
                    : api.root().at("/components/schemas/Problem");
            var errors = schemas.errors(schema, response.json());
            require(errors.isEmpty(), "has content that is not as described: " + errors, sent, response);
        }
    }

    /** The server must not accept more than the description allows. */
    private void checkRequest(JsonNode described, RawRequest sent, RawResponse response) {
        if (described.isMissingNode() || sent.mediaType().isEmpty()) {
            return;
        }
        var mediaType = sent.mediaType().get();
        require(
                described.path("content").has(mediaType),
                "has a request of a type that is not described",
                sent,
                response);
        if (mediaType.endsWith("json") && sent.isWhole()) {
            var errors =
                    schemas.errors(described.path("content").path(mediaType).path("schema"), sent.json());
            require(errors.isEmpty(), "has a request that is not as described: " + errors, sent, response);
        }
    }

    /** Throws if the header of a stream does not match the description. */
    void checkStream(String request, RawResponse head) {
        check(request.replaceFirst("^GET ", "HEAD "), head); // no content, because it is still to come
    }

    /** Throws if an event does not match the description. */
    void checkEvent(String id, String name, JsonNode data) {
        var stream =
                api.root().at("/paths/~1api~1documents~1{id}~1changes/get/responses/200/content/text~1event-stream");
        var schema = stream.path("schema").path("x-events").path(name);
        var idSchema = api.root().at("/components/schemas/EventId");
        var errors = new ArrayList<>(schemas.errors(schema, data));
        errors.addAll(schemas.errors(idSchema, TextNode.valueOf(id)));
        if (schema.isMissingNode() || !errors.isEmpty()) {
            throw new AssertionError("The event %s %s is not as described: %s\n%s".formatted(id, name, errors, data));
        }
    }

    public List<String> errors(JsonNode schema, JsonNode value) {
        return schemas.errors(schema, value);
    }

    private static void require(boolean holds, String what, RawRequest sent, RawResponse response) {
        if (!holds) {
            throw new AssertionError("%s %s %s.\nSent: %s\nAnswered: %s"
                    .formatted(sent.method(), sent.path(), what, abridged(sent.text()), abridged(response.toString())));
        }
    }

    private static String abridged(String text) {
        return text.length() < 4_000 ? text : text.substring(0, 4_000) + "...";
    }
}
