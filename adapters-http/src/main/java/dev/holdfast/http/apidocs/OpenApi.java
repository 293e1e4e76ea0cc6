package dev.holdfast.http.apidocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The OpenAPI 3.1 description of the server.
 *
 * @param root the whole description
 */
public record OpenApi(ObjectNode root) {

    private static final String FILE = "openapi.yaml";

    /** The description of openapi.yaml, with the paths of the exports, the standard responses, HEAD and OPTIONS. */
    public static OpenApi read() {
        try (var stream = OpenApi.class.getResourceAsStream(FILE)) {
            var api = new OpenApi((ObjectNode) new YAMLMapper().readTree(stream));
            ExportPaths.expandIn(api.root);
            api.root.path("paths").properties().forEach(path -> {
                var item = (ObjectNode) path.getValue();
                StandardResponses.addTo(path.getKey(), item);
                api.complete(item);
            });
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s cannot be read".formatted(FILE), e);
        }
    }

    /** The node that a reference points to; the node itself if it is no reference. */
    public JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref");
        return reference.isTextual() ? resolved(root.at(reference.textValue().substring(1))) : node;
    }

    private void complete(ObjectNode item) {
        if (item.has("$ref")) {
            return;
        }
        if (item.has("get")) {
            item.set("head", head(item.get("get")));
        }
        item.set("options", options(item));
    }

    /** The same as GET, but no response has content (RFC 9110 §9.3.2). */
    private ObjectNode head(JsonNode get) {
        ObjectNode head = get.deepCopy();
        head.put("operationId", get.path("operationId").textValue() + "Head");
        head.put("summary", "The header fields of a GET");
        head.remove("description");
        var responses = head.putObject("responses");
        get.path("responses").properties().forEach(response -> {
            ObjectNode bare = resolved(response.getValue()).deepCopy();
            bare.remove("content");
            responses.set(response.getKey(), bare);
        });
        return head;
    }

    private static ObjectNode options(ObjectNode item) {
        var first = Stream.of("get", "post", "put", "delete")
                .filter(item::has)
                .map(item::get)
                .findFirst()
                .orElseThrow();
        var options = item.objectNode();
        options.put("operationId", first.path("operationId").textValue() + "Options");
        options.set("tags", first.get("tags"));
        options.put("summary", "Which methods are understood here");
        var responses = options.putObject("responses");
        var success = responses.putObject("204").put("description", "The fields say it.");
        var headers = success.putObject("headers");
        headers.set("Allow", reference(item, "headers/Allow"));
        if (item.has("patch")) {
            headers.set("Accept-Patch", reference(item, "headers/AcceptPatch"));
        }
        responses.set("400", reference(item, "responses/BadRead"));
        responses.set("414", reference(item, "responses/UriTooLong"));
        responses.set("421", reference(item, "responses/Misdirected"));
        responses.set("431", reference(item, "responses/HeadersTooLarge"));
        responses.set("500", reference(item, "responses/InternalError"));
        return options;
    }

    /** A node that points to a component, {@code responses/NotFound} for example. */
    static ObjectNode reference(ObjectNode factory, String component) {
        return factory.objectNode().put("$ref", "#/components/" + component);
    }

    /** True if a member of a path item is an operation. */
    static boolean isMethod(String member) {
        return switch (member.toUpperCase(Locale.ROOT)) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> true;
            default -> false;
        };
    }
}
