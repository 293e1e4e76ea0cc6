package dev.holdfast.http.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.holdfast.http.apidocs.OpenApi;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Schemas of the API description, closed: an undescribed member is an error. Clients ignore such members; the server must
 * not send them before they are described.
 */
final class DocumentedSchemas {

    private final OpenApi api;
    private final ObjectNode components;
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    DocumentedSchemas(OpenApi api) {
        this.api = api;
        this.components = api.root().objectNode();
        var schemas = components.putObject("schemas");
        api.root()
                .at("/components/schemas")
                .properties()
                .forEach(schema -> schemas.set(schema.getKey(), closed(schema.getValue())));
    }

    /** Errors of a value; empty if it matches the schema. */
    List<String> errors(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    private Schema compile(JsonNode schema) {
        var root = api.root().objectNode();
        root.putArray("allOf").add(closed(schema));
        root.set("components", components);
        return registry.getSchema(root);
    }

    private JsonNode closed(JsonNode schema) {
        var copy = withClosedParts(schema);
        if (copy instanceof ObjectNode object
                && (object.has("properties") || object.has("allOf"))
                && !object.has("additionalProperties")) {
            object.put("unevaluatedProperties", false);
        }
        return copy;
    }

    /** A copy that is itself open, so that it can be a part of something larger. */
    private JsonNode withClosedParts(JsonNode schema) {
        var copy = schema.deepCopy();
        if (copy instanceof ObjectNode object) {
            replace(object.path("properties"));
            replace(object.path("anyOf"));
            replace(object.path("oneOf"));
            if (object.has("items")) {
                object.set("items", closed(object.get("items")));
            }
            if (object.path("allOf") instanceof ArrayNode parts) {
                for (var i = 0; i < parts.size(); i++) {
                    parts.set(i, withClosedParts(api.resolved(parts.get(i))));
                }
            }
        }
        return copy;
    }

    private void replace(JsonNode parts) {
        if (parts instanceof ObjectNode object) {
            object.properties().forEach(part -> part.setValue(closed(part.getValue())));
        } else if (parts instanceof ArrayNode list) {
            for (var i = 0; i < list.size(); i++) {
                list.set(i, closed(list.get(i)));
            }
        }
    }
}
