package dev.holdfast.http.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.http.apidocs.OpenApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Holds what goes over the wire against the description of the server. */
public final class Description {

    /** What belongs to the connection, to the content or to the safety of browsers, and is not described one by one. */
    private static final Set<String> OF_EVERY_ANSWER = Set.of(
            "connection",
            "content-length",
            "content-type",
            "date",
            "transfer-encoding",
            "vary",
            "holdfast-request-id",
            "x-content-type-options",
            "content-security-policy",
            "referrer-policy",
            "cross-origin-resource-policy",
            "access-control-allow-origin",
            "access-control-allow-methods",
            "access-control-allow-headers",
            "access-control-expose-headers",
            "access-control-max-age");

    /** Told of once for all operations. */
    private static final Set<Integer> OF_EVERY_OPERATION = Set.of(417, 501, 505);

    /** The paths that it is about; the files of the editor are not described. */
    private static final List<String> DESCRIBED = List.of("/api", "/health", "/problems", "/metrics");

    private static final Description OF_SERVER = new Description(OpenApi.read());

    private final OpenApi api;
    private final DocumentedSchemas schemas;

    Description(OpenApi api) {
        this.api = api;
        this.schemas = new DocumentedSchemas(api);
    }

    public static Description ofServer() {
        return OF_SERVER;
    }

    /**
     * Throws if the description does not know of such an exchange.
     *
     * @param request the bytes that were sent, a character each
     */
    public void check(String request, Reply reply) {
        if (OF_EVERY_OPERATION.contains(reply.status())) {
            return;
        }
        SentRequest.parse(request)
                .filter(sent -> DESCRIBED.stream().anyMatch(sent.path()::startsWith))
                .ifPresent(sent -> check(sent, reply));
    }

    private void check(SentRequest sent, Reply reply) {
        var operation = item(sent.path()).path(sent.method().toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            require(isUnknown(sent, reply), "is no operation of the description", sent, reply);
            checkContent(api.root().at("/components/responses/NotFound/content"), false, sent, reply);
            return;
        }
        var response = api.resolved(operation.path("responses").path(Integer.toString(reply.status())));
        require(!response.isMissingNode(), "has an answer that is not described", sent, reply);
        checkHeaders(response.path("headers"), sent, reply);
        checkContent(response.path("content"), true, sent, reply);
        if (reply.status() < 300) {
            checkRequest(operation.path("requestBody"), sent, reply);
        }
    }

    /** Whether an answer is one for a path or a method that the server does not have, or for what is no request. */
    private boolean isUnknown(SentRequest sent, Reply reply) {
        return Set.of(400, 414, 421, 431).contains(reply.status())
                || (item(sent.path()).isMissingNode()
                        ? reply.status() == 404 || reply.status() == 501
                        : reply.status() == 405 || reply.status() == 501);
    }

    private JsonNode item(String path) {
        return api.root().path("paths").properties().stream()
                .filter(item -> path.matches(item.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
                .findFirst()
                .map(item -> api.resolved(item.getValue()))
                .orElse(MissingNode.getInstance());
    }

    private void checkHeaders(JsonNode described, SentRequest sent, Reply reply) {
        for (var line : reply.headerLines()) {
            var name = line.substring(0, line.indexOf(':'));
            require(
                    OF_EVERY_ANSWER.contains(name.toLowerCase(Locale.ROOT)) || described.has(name),
                    "has the field %s, which is not described".formatted(name),
                    sent,
                    reply);
        }
        described.properties().forEach(header -> {
            var description = api.resolved(header.getValue());
            var value = reply.field(header.getKey());
            require(
                    value.isPresent() || !description.path("required").asBoolean(),
                    "lacks the field " + header.getKey(),
                    sent,
                    reply);
            value.ifPresent(text -> checkField(header.getKey(), description.path("schema"), text, sent, reply));
        });
    }

    private void checkField(String name, JsonNode schema, String value, SentRequest sent, Reply reply) {
        var isNumber = schema.path("type").asText().equals("integer");
        var node = isNumber ? api.root().numberNode(Long.parseLong(value)) : TextNode.valueOf(value);
        var errors = schemas.errors(schema, node);
        require(errors.isEmpty(), "has a field %s that is not as described: %s".formatted(name, errors), sent, reply);
    }

    private void checkContent(JsonNode described, boolean closely, SentRequest sent, Reply reply) {
        if (reply.body().isEmpty()) {
            var mayBeEmpty = described.isMissingNode()
                    || sent.method().equals("HEAD")
                    || (reply.status() == 201 && reply.header("Content-Length").equals("0"));
            require(mayBeEmpty, "has no content", sent, reply);
            return;
        }
        var mediaType = reply.header("Content-Type").split(";", 2)[0];
        require(described.has(mediaType), "has content of a type that is not described", sent, reply);
        if (mediaType.endsWith("json")) {
            var schema = closely
                    ? described.path(mediaType).path("schema")
                    : api.root().at("/components/schemas/Problem");
            var errors = schemas.errors(schema, reply.json());
            require(errors.isEmpty(), "has content that is not as described: " + errors, sent, reply);
        }
    }

    /** What the server takes must not be more than the description allows. */
    private void checkRequest(JsonNode described, SentRequest sent, Reply reply) {
        if (described.isMissingNode() || sent.mediaType().isEmpty()) {
            return;
        }
        var mediaType = sent.mediaType().get();
        require(described.path("content").has(mediaType), "has a request of a type that is not described", sent, reply);
        if (mediaType.endsWith("json") && sent.isWhole()) {
            var errors =
                    schemas.errors(described.path("content").path(mediaType).path("schema"), sent.json());
            require(errors.isEmpty(), "has a request that is not as described: " + errors, sent, reply);
        }
    }

    /** Throws if the description does not know of a stream that begins like this. */
    void checkStream(String request, Reply head) {
        check(request.replaceFirst("^GET ", "HEAD "), head); // no content, because it is still to come
    }

    /** Throws if the description does not know of such an event. */
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

    private static void require(boolean holds, String what, SentRequest sent, Reply reply) {
        if (!holds) {
            throw new AssertionError("%s %s %s.\nSent: %s\nAnswered: %s"
                    .formatted(sent.method(), sent.path(), what, abridged(sent.text()), abridged(reply.toString())));
        }
    }

    private static String abridged(String text) {
        return text.length() < 4_000 ? text : text.substring(0, 4_000) + "...";
    }
}
