package dev.holdfast.http.apidocs;

import static dev.holdfast.http.apidocs.Html.element;
import static dev.holdfast.http.apidocs.Html.line;
import static dev.holdfast.http.apidocs.Html.link;
import static dev.holdfast.http.apidocs.Html.prose;
import static dev.holdfast.http.apidocs.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The description of the server as a page to be read: no scripts, and nothing from elsewhere. */
final class ApiPage {

    private static final String STYLE_FILE = "api.css";

    private final OpenApi api;
    private final ApiOperation operations;
    private final ApiSchemas schemas;

    ApiPage(OpenApi api) {
        this.api = api;
        this.schemas = new ApiSchemas(api);
        this.operations = new ApiOperation(api, schemas);
    }

    String html() {
        var info = api.root().path("info");
        var title = info.path("title").asText() + ": the HTTP interface";
        var head = Html.of(
                new Html("", "", "<meta charset=\"utf-8\">"),
                new Html("", "", "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"),
                element("title", text(title)),
                element("style", new Html("", "", style())));
        var body = Html.of(
                element("nav", contents()).with("aria-label", "Contents"), element("main", introduction(info), main()));
        return "<!DOCTYPE html>\n"
                + element("html", element("head", head), element("body", body)).with("lang", "en");
    }

    private static String style() {
        try (var stream = ApiPage.class.getResourceAsStream(STYLE_FILE)) {
            if (stream == null) {
                throw new IllegalStateException("The file %s is missing".formatted(STYLE_FILE));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The file %s cannot be read".formatted(STYLE_FILE), e);
        }
    }

    private static Html introduction(JsonNode info) {
        return Html.of(
                element("h1", text(info.path("title").asText())),
                element("p", line(info.path("summary").asText())).with("class", "summary"),
                prose(info.path("description").asText()),
                element("p", text("For programs: "), link("/api/openapi.json", text("OpenAPI 3.1 as JSON"))));
    }

    private Html main() {
        return Html.of(
                Html.of(tags().map(this::tag).toList()),
                section("usual", "Usual refusals", operations.usualAnswers()),
                section("fields", "Response header fields", operations.fields()),
                section("schemas", "JSON", schemas.all()));
    }

    private static Html section(String id, String title, Html content) {
        return element("section", element("h2", text(title)), content).with("id", id);
    }

    private Html tag(JsonNode tag) {
        var name = tag.path("name").asText();
        var content = new ArrayList<Html>();
        content.add(prose(tag.path("description").asText()));
        paths(name).forEach(path -> content.add(resource(path)));
        return section(id(name), name, Html.of(content));
    }

    private Html resource(Map.Entry<String, JsonNode> path) {
        var aliases = aliases(path.getKey());
        var pieces = new ArrayList<Html>();
        pieces.add(element("h3", Html.code(path.getKey())));
        if (!aliases.isEmpty()) {
            pieces.add(element("p", text("The same resource: "), Html.joined(", ", aliases))
                    .with("class", "alias"));
        }
        operations(path).forEach(operation -> pieces.add(operations.section(path.getValue(), operation)));
        return element("article", Html.of(pieces));
    }

    private List<Html> aliases(String path) {
        var reference = "#/paths/" + path.replace("/", "~1");
        return api.root().path("paths").properties().stream()
                .filter(other -> other.getValue().path("$ref").asText().equals(reference))
                .map(other -> Html.code(other.getKey()))
                .toList();
    }

    private Html contents() {
        var items = new ArrayList<Html>();
        tags().map(tag -> tag.path("name").asText()).forEach(name -> {
            items.add(element("p", link("#" + id(name), text(name))));
            var links = paths(name).flatMap(this::operations).map(ApiPage::contentsLink);
            items.add(element("ul", Html.of(links.toList())));
        });
        items.add(element("p", link("#usual", text("Usual refusals"))));
        items.add(element("p", link("#fields", text("Response header fields"))));
        items.add(element("p", link("#schemas", text("JSON"))));
        return Html.of(items);
    }

    private static Html contentsLink(Map.Entry<String, JsonNode> operation) {
        var target = "#" + operation.getValue().path("operationId").asText();
        return element(
                "li", link(target, line(operation.getValue().path("summary").asText())));
    }

    private Stream<JsonNode> tags() {
        return api.root().path("tags").valueStream();
    }

    private Stream<Map.Entry<String, JsonNode>> paths(String tag) {
        return api.root().path("paths").properties().stream()
                .filter(path -> operations(path)
                        .anyMatch(operation -> operation
                                .getValue()
                                .path("tags")
                                .path(0)
                                .asText()
                                .equals(tag)));
    }

    /** Those that a person wants to read about: HEAD and OPTIONS say nothing new. */
    private Stream<Map.Entry<String, JsonNode>> operations(Map.Entry<String, JsonNode> path) {
        return path.getValue().properties().stream()
                .filter(member -> OpenApi.isMethod(member.getKey()))
                .filter(member ->
                        !member.getKey().equals("head") && !member.getKey().equals("options"));
    }

    private static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
