package dev.holdfast.http.apidocs;

import static dev.holdfast.http.apidocs.Html.code;
import static dev.holdfast.http.apidocs.Html.element;
import static dev.holdfast.http.apidocs.Html.line;
import static dev.holdfast.http.apidocs.Html.link;
import static dev.holdfast.http.apidocs.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The JSON schemas as a part of the page.
 *
 * @param api the description it is in
 */
record ApiSchemas(OpenApi api) {

    private static final String PREFIX = "#/components/schemas/";

    /** All that have a name and members. */
    Html all() {
        var sections = new ArrayList<Html>();
        api.root().at("/components/schemas").properties().forEach(schema -> {
            var content = element(
                    "section",
                    element("h3", code(schema.getKey())),
                    element("p", line(schema.getValue().path("description").asText(""))),
                    body(schema.getValue()));
            sections.add(content.with("id", "schema-" + schema.getKey()));
        });
        return Html.of(sections);
    }

    private Html body(JsonNode schema) {
        var members = new ArrayList<Html>();
        var wholes = new ArrayList<Html>();
        for (var part : schema.has("allOf") ? schema.get("allOf") : List.of(schema)) {
            if (part.has("$ref")) {
                wholes.add(type(part));
            }
            part.path("properties").properties().forEach(member -> members.add(member(part, member)));
        }
        var first = wholes.isEmpty()
                ? Html.of()
                : element("p", text("All of "), Html.joined(" and ", wholes), text(members.isEmpty() ? "." : ", and:"));
        return members.isEmpty() && wholes.isEmpty()
                ? element("p", type(schema), range(schema))
                : Html.of(first, element("table", element("tbody", Html.of(members))));
    }

    private Html member(JsonNode schema, Map.Entry<String, JsonNode> member) {
        var required = schema.path("required")
                .valueStream()
                .anyMatch(name -> name.asText().equals(member.getKey()));
        var name = element("th", code(member.getKey()), quiet(required ? "" : " optional"))
                .with("scope", "row");
        var value = member.getValue();
        var description = value.path("description").asText("");
        return element(
                "tr",
                name,
                element("td", type(value), text(description.isEmpty() ? "" : ". "), line(description), range(value)));
    }

    /** The type of a value, in a few words. */
    Html type(JsonNode schema) {
        if (schema.has("$ref")) {
            var name = schema.get("$ref").asText().substring(PREFIX.length());
            return link("#schema-" + name, text(name));
        }
        for (var alternatives : List.of("anyOf", "oneOf")) {
            if (schema.has(alternatives)
                    && !schema.get(alternatives).path(0).path("required").isArray()) {
                return Html.joined(" or ", types(schema.get(alternatives)));
            }
        }
        if (schema.has("allOf")) {
            return Html.joined(
                    " and ",
                    schema.get("allOf")
                            .valueStream()
                            .filter(part -> part.has("$ref"))
                            .map(this::type)
                            .toList());
        }
        if (schema.has("const")) {
            return code(schema.get("const").asText());
        }
        if (schema.has("enum")) {
            return Html.joined(
                    ", ",
                    schema.get("enum")
                            .valueStream()
                            .map(value -> code(value.asText()))
                            .toList());
        }
        return schema.path("type").asText().equals("array")
                ? Html.of(text("list of "), type(schema.path("items")))
                : plain(schema.path("type"));
    }

    private List<Html> types(JsonNode schemas) {
        return schemas.valueStream().map(this::type).toList();
    }

    private static Html plain(JsonNode type) {
        var names =
                type.isArray() ? type.valueStream().map(JsonNode::asText).toList() : List.of(type.asText("anything"));
        return text(String.join(" or ", names));
    }

    /** Between what a number must be, and how long a list or text may be. */
    Html range(JsonNode schema) {
        var parts = new ArrayList<String>();
        bound(schema, "minimum", "at least", parts);
        bound(schema, "maximum", "at most", parts);
        bound(schema, "maxLength", "characters at most:", parts);
        bound(schema, "maxItems", "items at most:", parts);
        bound(schema, "default", "otherwise", parts);
        var pattern = schema.path("pattern").asText("");
        return Html.of(
                quiet(parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")"),
                pattern.isEmpty() ? Html.of() : Html.of(quiet(" like "), code(pattern)));
    }

    private static Html quiet(String text) {
        return text.isEmpty() ? Html.of() : element("span", text(text)).with("class", "kind");
    }

    private static void bound(JsonNode schema, String keyword, String words, List<String> into) {
        if (schema.has(keyword)) {
            into.add(words + " " + schema.get(keyword).asText());
        }
    }

    /** The kinds of problems that a schema allows, as links to what explains them. */
    List<Html> problems(JsonNode schema) {
        return problemTypes(api.resolved(schema))
                .distinct()
                .map(uri -> link(uri, text(uri.substring("/problems/".length()))))
                .toList();
    }

    private Stream<String> problemTypes(JsonNode schema) {
        var here = schema.at("/properties/type/enum").valueStream().map(JsonNode::asText);
        var parts = Stream.concat(
                schema.path("allOf").valueStream(), schema.path("anyOf").valueStream());
        return Stream.concat(here, parts.flatMap(part -> problemTypes(api.resolved(part))));
    }
}
