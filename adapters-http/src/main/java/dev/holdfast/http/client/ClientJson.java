package dev.holdfast.http.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.domain.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON of a response. A member that is missing or of another type is an {@link IllegalArgumentException}. */
record ClientJson(JsonNode node) {

    String text(String name) {
        return optional(name)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .orElseThrow(() -> wrong(name, "text"));
    }

    /** A text or a number, as text. */
    Optional<String> optionalScalar(String name) {
        return optional(name).map(JsonNode::asText);
    }

    long number(String name) {
        return optional(name)
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::longValue)
                .orElseThrow(() -> wrong(name, "whole number"));
    }

    /** A boolean; false if the member is missing. */
    boolean flag(String name) {
        return optional(name).map(JsonNode::booleanValue).orElse(false);
    }

    /** The hash in an entity tag. */
    Hash hash(String name) {
        var tag = text(name);
        if (tag.length() < 2 || !tag.startsWith("\"") || !tag.endsWith("\"")) {
            throw wrong(name, "entity tag");
        }
        return new Hash(tag.substring(1, tag.length() - 1));
    }

    ClientJson object(String name) {
        return optional(name).filter(JsonNode::isObject).map(ClientJson::new).orElseThrow(() -> wrong(name, "object"));
    }

    List<ClientJson> list(String name) {
        var array = optional(name).filter(JsonNode::isArray).orElseThrow(() -> wrong(name, "list"));
        var items = new ArrayList<ClientJson>(array.size());
        array.forEach(item -> items.add(new ClientJson(item)));
        return items;
    }

    boolean has(String name) {
        return optional(name).isPresent();
    }

    private Optional<JsonNode> optional(String name) {
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    private static IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException("there is no %s in its member %s".formatted(expected, name));
    }
}
