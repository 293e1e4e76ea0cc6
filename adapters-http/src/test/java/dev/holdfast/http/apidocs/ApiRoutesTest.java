package dev.holdfast.http.apidocs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.application.Format;
import dev.holdfast.application.Formats;
import dev.holdfast.application.session.SessionSettings;
import dev.holdfast.application.session.Sessions;
import dev.holdfast.domain.cue.CheckRule;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.TokenFile;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.ProblemType;
import dev.holdfast.http.testing.ApiDescription;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import dev.holdfast.memory.MemorySessionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API description: completeness, agreement with the server, and the page. */
@TestInstance(Lifecycle.PER_CLASS)
class ApiRoutesTest {

    /** With tokens, because only then the session has POST and DELETE. */
    private static final ServerOptions SERVED = ServerOptions.defaults().withAuthentication(tokens());

    private final TestServer server = TestServer.start();
    private final OpenApi api = OpenApi.read();
    private final JsonNode root = api.root();

    private static Authentication tokens() {
        try {
            var file = Files.createTempFile("tokens", "");
            var tokens = TokenFile.read(file);
            Files.delete(file);
            var sessions = new Sessions(new MemorySessionStore(), SessionSettings.defaults(), Instant::now);
            return new Authentication.Tokens(tokens).with(sessions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    // The description

    @Test
    void the_description_has_exactly_the_operations_of_the_server() {
        var served = new TreeSet<String>();
        for (var resource : TestServer.resources(server.holdfast, SERVED)) {
            Arrays.stream(resource.allow().split(", ")).forEach(method -> served.add(method + " " + resource.path()));
        }

        var described = new TreeSet<String>();
        root.path("paths")
                .properties()
                .forEach(path -> api.resolved(path.getValue()).fieldNames().forEachRemaining(method -> {
                    if (OpenApi.isMethod(method)) {
                        described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));

        assertThat(described).isEqualTo(served);
    }

    @Test
    void described_request_bodies_are_those_that_the_server_accepts() {
        var described = new TreeSet<String>();
        var taken = new TreeSet<String>();
        for (var resource : TestServer.resources(server.holdfast, SERVED)) {
            resource.endpoints().forEach((method, action) -> {
                var operation =
                        api.resolved(root.path("paths").path(resource.path())).path(method.toLowerCase(Locale.ROOT));
                operation
                        .path("requestBody")
                        .path("content")
                        .fieldNames()
                        .forEachRemaining(type -> described.add(method + resource.path() + type));
                action.consumes().mediaTypes().forEach(type -> taken.add(method + resource.path() + type));
            });
        }

        assertThat(described).isEqualTo(taken);
    }

    @Test
    void the_media_types_of_documents_are_those_of_the_list_of_formats() {
        var types = Formats.all().stream()
                .filter(Format::isOfDocuments)
                .map(Format::mediaType)
                .toList();

        assertThat(texts(root.at("/components/schemas/MediaType/enum"))).containsExactlyInAnyOrderElementsOf(types);
    }

    @Test
    void an_export_can_drop_parts_if_the_list_of_formats_says_so() {
        for (var export : Formats.exports()) {
            var headers = root.path("paths")
                    .path("/api/documents/{id}/export." + export.extension())
                    .at("/get/responses/200/headers");
            assertThat(headers.has("Holdfast-Dropped")).as(export.extension()).isEqualTo(export.lossy());
        }
    }

    @Test
    void the_rules_of_the_checks_are_listed() {
        var rules = Stream.of(CheckRule.values())
                .map(rule -> rule.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();

        assertThat(texts(root.at("/components/schemas/Findings/properties/findings/items/properties/rule/enum")))
                .containsExactlyElementsOf(rules);
    }

    @Test
    void every_reference_resolves() {
        assertThat(root.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        reference -> assertThat(root.at(reference.substring(1)).isMissingNode())
                                .as(reference)
                                .isFalse());
    }

    @Test
    void every_operation_has_a_unique_name() {
        assertThat(root.findValuesAsText("operationId")).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void every_component_is_used() {
        var components = new ArrayList<String>();
        root.path("components")
                .properties()
                .forEach(kind -> kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> components.add("#/components/" + kind.getKey() + "/" + name)));

        assertThat(new TreeSet<>(root.findValuesAsText("$ref"))).containsAll(components);
    }

    @Test
    void every_problem_type_is_listed() {
        var types = Stream.of(ProblemType.values()).map(ProblemType::uri).toList();

        assertThat(texts(root.at("/components/schemas/ProblemType/enum"))).containsExactlyElementsOf(types);
    }

    @Test
    void every_problem_type_belongs_to_a_response() {
        var documented = new TreeSet<>(Set.of("/problems/method-not-allowed", "/problems/not-implemented"));
        for (var components : List.of("/components/responses", "/components/schemas")) {
            root.at(components).properties().stream()
                    .filter(component -> !component.getKey().equals("ProblemType"))
                    .flatMap(component -> component.getValue().findValues("enum").stream())
                    .map(ApiRoutesTest::texts)
                    .forEach(documented::addAll);
        }

        assertThat(documented)
                .contains(Stream.of(ProblemType.values()).map(ProblemType::uri).toArray(String[]::new));
    }

    @Test
    void a_problem_has_the_status_of_its_response() {
        root.path("paths")
                .findParents("responses")
                .forEach(operation -> operation.get("responses").properties().forEach(response -> {
                    var types = api.resolved(response.getValue()).findValues("enum").stream()
                            .flatMap(list -> texts(list).stream())
                            .filter(text -> text.startsWith("/problems/"))
                            .map(uri -> ProblemType.of(uri.substring(10)).orElseThrow());
                    assertThat(types)
                            .allSatisfy(
                                    type -> assertThat(type.status()).isEqualTo(Integer.parseInt(response.getKey())));
                }));
    }

    @Test
    void every_example_matches_its_schema() {
        var examples = new ArrayList<String>();
        for (var holder : root.findParents("schema")) {
            holder.path("examples").forEach(example -> {
                var value = api.resolved(example).path("value");
                examples.addAll(ApiDescription.ofServer().errors(holder.get("schema"), value));
            });
            if (holder.has("example")) {
                examples.addAll(ApiDescription.ofServer().errors(holder.get("schema"), holder.get("example")));
            }
        }

        assertThat(examples).isEmpty();
    }

    @Test
    void the_default_limits_are_the_described_ones() {
        var limits = Limits.defaults();

        assertThat(root.at("/components/parameters/Limit/description").textValue())
                .contains("More than %,d count as".formatted(limits.pageSize()));
        assertThat(root.at("/components/schemas/Edits/properties/edits/maxItems")
                        .intValue())
                .isEqualTo(limits.batchEdits());
    }

    // Representations

    @Test
    void the_description_is_available_as_json() {
        var response = server.get("/api/openapi.json");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.json()).isEqualTo(root);
    }

    @Test
    void the_description_is_a_page_without_scripts_or_external_files() {
        var response = server.get("/api");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(response.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; style-src 'unsafe-inline'");
        assertThat(response.body()).doesNotContain("<script", "<img", "<link", "url(", "@import", " style=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/openapi.json"})
    void a_cached_description_is_not_sent_again(String path) {
        var tag = server.get(path).etag();

        assertThat(server.get(path, "If-None-Match: " + tag).status()).isEqualTo(304);
        assertThat(server.get(path, "If-None-Match: \"other\"").status()).isEqualTo(200);
        assertThat(server.get(path, "If-Match: \"other\"").problem()).isEqualTo("precondition-failed");
    }

    // The page

    @Test
    void every_path_and_every_response_is_on_the_page() {
        var page = server.get("/api").body();

        root.path("paths")
                .fieldNames()
                .forEachRemaining(path -> assertThat(page).contains("<code>" + path + "</code>"));
        assertThat(Stream.of(ProblemType.values())
                        .filter(type -> type.status() != 405 && type.status() != 501)
                        .map(ProblemType::uri))
                .allSatisfy(uri -> assertThat(page).contains("<a href=\"" + uri + "\">"));
    }

    @Test
    void every_link_on_the_page_resolves() {
        var page = server.get("/api").body();
        var ids = Pattern.compile(" id=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        var links = Pattern.compile(" href=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .distinct();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(links)
                .allSatisfy(link -> assertThat(
                                link.startsWith("#")
                                        ? ids.contains(link.substring(1))
                                        : server.get(link).status() == 200)
                        .as(link)
                        .isTrue());
    }

    @Test
    void the_description_cannot_inject_markup() {
        var html = Html.of(Html.text("<b>&\""), Html.line("`<i>`"), Html.link("\"x", Html.code("<")));

        assertThat(html)
                .hasToString("&lt;b&gt;&amp;&quot;<code>&lt;i&gt;</code><a href=\"&quot;x\"><code>&lt;</code></a>");
    }

    // Sensitivity of ApiDescription, which checks the exchanges of the other tests

    private static final String REQUEST = "GET /api/segments/a.b HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String HEAD = """
            HTTP/1.1 200 OK
            Content-Type: application/json
            Content-Length: 9
            ETag: "fsM1H7dWDxm-TVhk6AQigg"
            """;
    private static final String SEGMENT = """

            {"id":"a.b","document":"a","kind":"text","content":"c","version":1,"etag":"\\"fsM1H7dWDxm-TVhk6AQigg\\"",\
            "position":"1","updatedAt":"2026-11-23T21:28:42.881Z","updatedBy":"Ann","updatedByVerified":false}""";

    private static void check(String request, String response) {
        ApiDescription.ofServer()
                .check(request, RawResponse.parse(response.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_exchange_that_matches_the_description_passes() {
        assertThatNoException().isThrownBy(() -> check(REQUEST, HEAD + SEGMENT));
    }

    static List<List<String>> otherExchanges() {
        return List.of(
                List.of("a response that is not described", REQUEST, HEAD.replace("200 OK", "202 Accepted") + SEGMENT),
                List.of("no operation", REQUEST.replace("GET", "POST"), HEAD + SEGMENT),
                List.of("no operation", REQUEST.replace("a.b", "a.b/c"), HEAD + SEGMENT),
                List.of("the field X-New", REQUEST, HEAD + "X-New: 1\n" + SEGMENT),
                List.of("lacks the field ETag", REQUEST, HEAD.replace("ETag", "Date") + SEGMENT),
                List.of("a field ETag that is not", REQUEST, HEAD.replace(": \"", ": W/\"") + SEGMENT),
                List.of("has no content", REQUEST, HEAD + "\n"),
                List.of("content of a type", REQUEST, HEAD.replace("application/json", "text/plain") + SEGMENT),
                List.of("content that is not as described", REQUEST, HEAD + SEGMENT.replace("kind", "sort")),
                List.of("content that is not as described", REQUEST, HEAD + SEGMENT.replace("{", "{\"new\":1,")),
                List.of(
                        "content that is not as described",
                        REQUEST,
                        HEAD + SEGMENT.replace("2026-11-23", "yesterday ")),
                List.of(
                        "a request that is not as described",
                        "PATCH /api/segments/a.b HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"age\":1}",
                        HEAD + SEGMENT));
    }

    @ParameterizedTest
    @MethodSource("otherExchanges")
    void an_exchange_that_differs_from_the_description_fails(List<String> exchange) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check(exchange.get(1), exchange.get(2)))
                .withMessageContaining(exchange.get(0));
    }
}
