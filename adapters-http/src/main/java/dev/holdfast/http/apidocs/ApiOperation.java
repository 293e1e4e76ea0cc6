package dev.holdfast.http.apidocs;

import static dev.holdfast.http.apidocs.Html.code;
import static dev.holdfast.http.apidocs.Html.element;
import static dev.holdfast.http.apidocs.Html.line;
import static dev.holdfast.http.apidocs.Html.link;
import static dev.holdfast.http.apidocs.Html.prose;
import static dev.holdfast.http.apidocs.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One operation as a part of the page.
 *
 * @param api the description it is in
 * @param schemas the schemas of its JSON
 */
record ApiOperation(OpenApi api, ApiSchemas schemas) {

    /** Refusals that are possible everywhere, and are described once. */
    private static final Set<String> COMMON =
            Set.of("403", "404", "406", "408", "413", "414", "415", "421", "431", "500", "503");

    /**
     * @param item the path item, with the members that its operations share
     * @param operation the operation by its method
     */
    Html section(JsonNode item, Map.Entry<String, JsonNode> operation) {
        var method = operation.getKey().toUpperCase(Locale.ROOT);
        var value = operation.getValue();
        var heading = element(
                "h4",
                element("span", text(method)).with("class", "method"),
                line(value.path("summary").asText()));
        return element(
                        "section",
                        heading,
                        prose(value.path("description").asText()),
                        parameters(item, value),
                        content(value.path("requestBody")),
                        responses(value.path("responses")))
                .with("id", value.path("operationId").asText());
    }

    /** Parameters of path and query first, then header fields. */
    private Html parameters(JsonNode item, JsonNode operation) {
        var rows = Stream.of(operation, item)
                .flatMap(holder -> holder.path("parameters").valueStream())
                .map(api::resolved)
                .sorted(Comparator.comparing(
                        parameter -> List.of("path", "query", "header").indexOf(place(parameter))))
                .map(this::parameter)
                .toList();
        return rows.isEmpty() ? Html.of() : table("Request", rows);
    }

    private static String place(JsonNode parameter) {
        return parameter.path("in").asText();
    }

    private Html parameter(JsonNode parameter) {
        var kind = place(parameter).equals("header") ? "field" : place(parameter);
        var example = parameter.has("example")
                ? Html.of(text(" Example: "), code(parameter.path("example").asText()))
                : Html.of();
        return row(
                Html.of(
                        code(parameter.path("name").asText()),
                        element("span", text(" " + kind)).with("class", "kind")),
                Html.of(
                        line(parameter.path("description").asText()),
                        schemas.range(parameter.path("schema")),
                        example));
    }

    /** The request body by its media types. */
    private Html content(JsonNode body) {
        var rows = new ArrayList<Html>();
        var examples = new ArrayList<Html>();
        body.path("content").properties().forEach(type -> {
            var schema = type.getValue().path("schema");
            var description = line(schema.path("description").asText(""));
            rows.add(row(code(type.getKey()), Html.of(schemas.type(schema), text(" "), description)));
            examples.addAll(examples(type.getValue()));
        });
        return rows.isEmpty() ? Html.of() : Html.of(table("Content", rows), Html.of(examples));
    }

    private Html responses(JsonNode responses) {
        var rows = new ArrayList<Html>();
        var usual = new ArrayList<Html>();
        responses.properties().forEach(response -> {
            if (COMMON.contains(response.getKey())) {
                usual.add(link("#usual-" + response.getKey(), text(response.getKey())));
            } else {
                rows.add(response(response.getKey(), api.resolved(response.getValue())));
            }
        });
        return Html.of(
                table("Answers", rows),
                element(
                                "p",
                                text("Also the "),
                                link("#usual", text("usual refusals")),
                                text(": "),
                                Html.joined(", ", usual))
                        .with("class", "also"));
    }

    private Html response(String status, JsonNode response) {
        var fields = response.path("headers").properties().stream()
                .filter(field -> !isOfEveryRefusal(field.getValue()))
                .map(field -> link("#field-" + field.getKey(), code(field.getKey())))
                .toList();
        var details = new ArrayList<Html>();
        details.add(line(response.path("description").asText()));
        if (!fields.isEmpty()) {
            details.add(note("Fields: ", Html.joined(", ", fields)));
        }
        response.path("content").properties().forEach(type -> {
            var problems = schemas.problems(type.getValue().path("schema"));
            details.add(note(
                    "Content: ",
                    Html.of(
                            code(type.getKey()),
                            text(" "),
                            schemas.type(type.getValue().path("schema")))));
            if (!problems.isEmpty()) {
                details.add(note("Problems: ", Html.joined(", ", problems)));
            }
            details.addAll(examples(type.getValue()));
        });
        return row(code(status), Html.of(details));
    }

    /** True for a field that the introduction describes for all refusals. */
    private static boolean isOfEveryRefusal(JsonNode field) {
        return field.path("$ref").asText().equals("#/components/headers/NoStore");
    }

    private List<Html> examples(JsonNode mediaType) {
        var examples = new ArrayList<Html>();
        if (mediaType.has("example")) {
            examples.add(example("Example", mediaType.get("example")));
        }
        mediaType.path("examples").forEach(reference -> {
            var example = api.resolved(reference);
            var summary = example.path("summary").asText("");
            examples.add(example(summary.isEmpty() ? "Example" : "Example: " + summary, example.path("value")));
        });
        return examples;
    }

    private static Html example(String summary, JsonNode value) {
        var shown = value.isTextual() ? value.textValue() : value.toPrettyString();
        return element("details", element("summary", text(summary)), element("pre", code(shown)));
    }

    /** The responses of {@link #COMMON}. */
    Html usualAnswers() {
        var rows = new ArrayList<Html>();
        var common = api.root().path("paths").findParents("responses").stream()
                .flatMap(operation -> operation.get("responses").properties().stream())
                .filter(response -> COMMON.contains(response.getKey())
                        && response.getValue().has("$ref"))
                .sorted(Map.Entry.comparingByKey())
                .map(response -> Map.entry(
                        response.getKey(), response.getValue().get("$ref").asText()))
                .distinct()
                .toList();
        var before = "";
        for (var response : common) {
            var row = response(
                    response.getKey(), api.root().at(response.getValue().substring(1)));
            rows.add(response.getKey().equals(before) ? row : row.with("id", "usual-" + response.getKey()));
            before = response.getKey();
        }
        return table("", rows);
    }

    /** The meanings of all response fields; some have more than one. */
    Html fields() {
        var meanings = new TreeMap<String, Set<String>>();
        for (var headers : api.root().findValues("headers")) {
            headers.properties().stream()
                    .filter(field -> field.getValue().has("$ref"))
                    .forEach(field -> meanings.computeIfAbsent(field.getKey(), name -> new LinkedHashSet<>())
                            .add(api.resolved(field.getValue())
                                    .path("description")
                                    .asText()));
        }
        var rows = new ArrayList<Html>();
        meanings.forEach((name, texts) -> {
            var meaning = Html.joined(" ", texts.stream().map(Html::line).toList());
            rows.add(row(code(name), meaning).with("id", "field-" + name));
        });
        return table("", rows);
    }

    private static Html note(String label, Html content) {
        return element("div", element("span", text(label)).with("class", "label"), content)
                .with("class", "note");
    }

    private static Html row(Html name, Html content) {
        return element("tr", element("th", name).with("scope", "row"), element("td", content));
    }

    private static Html table(String caption, List<Html> rows) {
        var body = element("tbody", Html.of(rows));
        return caption.isEmpty() ? element("table", body) : element("table", element("caption", text(caption)), body);
    }
}
