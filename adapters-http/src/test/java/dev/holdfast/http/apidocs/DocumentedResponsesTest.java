package dev.holdfast.http.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.StoreUnavailable;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Responses of each operation, compared with the API description: the request for each status is sent to every operation,
 * also to those that must not have it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class DocumentedResponsesTest {

    private static final String FILM = "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n";
    private static final String STALE = "\"AAAAAAAAAAAAAAAAAAAAAA\"";
    private static final String ANY = "If-Match: *";

    /** Requests for a film; SEGMENT and TAG stand for those of its cue. */
    private static final Map<String, String> BODIES = Map.of(
            "createDocument", "{'title':'A','mediaType':'text/plain'}",
            "describeDocument", "{'title':'B'}",
            "insertSegment", "{'content':'NOTE x'}",
            "editSegments", "{'edits':[{'op':'delete','id':'SEGMENT','ifMatch':TAG}]}",
            "editSegment", "{'cue':{'text':'Ho'}}",
            "updateFromFile", "WEBVTT",
            "mergeSegment", "{'base':TAG,'cue':{'text':'Ho'}}");

    private final OpenApi api = OpenApi.read();
    private final TestServer server = TestServer.start();
    private final TestServer closed = TestServer.start((author, endpoint, document) -> false);
    private final TestServer unavailable = TestServer.start((DocumentStore) Proxy.newProxyInstance(
            DocumentStore.class.getClassLoader(), new Class<?>[] {DocumentStore.class}, (proxy, method, arguments) -> {
                throw new StoreUnavailable(false, new IOException("gone"));
            }));

    @AfterAll
    void stop() {
        server.close();
        closed.close();
        unavailable.close();
    }

    /** An operation of the description. */
    record Operation(String method, String path, JsonNode description) {

        boolean allows(int status) {
            return description.path("responses").has(Integer.toString(status));
        }

        boolean isWrite() {
            return !method.equals("GET") && !method.equals("HEAD");
        }

        /** The first media type of the request body. */
        Optional<String> takes() {
            return description.path("requestBody").path("content").properties().stream()
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        String name() {
            return description.path("operationId").asText();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** The operations of a server without authentication; SessionTest covers sessions. */
    Stream<Operation> operations() {
        return api.root().path("paths").properties().stream()
                .filter(path -> !path.getKey().startsWith("/api/session"))
                .flatMap(path -> api.resolved(path.getValue()).properties().stream()
                        .filter(member -> OpenApi.isMethod(member.getKey()))
                        .filter(member -> !member.getKey().equals("options"))
                        .map(member -> new Operation(
                                member.getKey().toUpperCase(Locale.ROOT), path.getKey(), member.getValue())));
    }

    /** The target of an operation, with the values of its body. */
    private record Target(Operation operation, String document, String segment, String tag) {

        String path() {
            var id = operation.path().startsWith("/api/documents") ? document : segment;
            return operation
                    .path()
                    .replace("{version}", "1")
                    .replace("{name}", "gone")
                    .replace("{id}", id);
        }

        String body() {
            return BODIES.getOrDefault(operation.name(), "")
                    .replace("TAG", "'" + tag.replace("\"", "\\'") + "'")
                    .replace('\'', '"')
                    .replace("SEGMENT", segment);
        }
    }

    private Target target(Operation operation) {
        var document = server.newDocument();
        if (operation.path().endsWith(".txt")) {
            return new Target(
                    operation, document, server.document(document, "one").get(0), STALE);
        }
        var segment = server.film(document, FILM).get(1);
        var target = new Target(
                operation,
                document,
                segment,
                server.get("/api/segments/" + segment).etag());
        if (operation.path().endsWith("/restore")) {
            server.delete("/api/documents/" + document, ANY);
        }
        return target;
    }

    /** The same target; of a file that comes back with the base in the query. */
    private Target based(Target target) {
        var operation = target.operation();
        if (!operation.name().equals("updateFromFile")) {
            return target;
        }
        var tip = server.get("/api/documents/" + target.document() + "/segments")
                .etag()
                .replace("\"", "");
        var based = new Operation(operation.method(), operation.path() + "?base=" + tip, operation.description());
        return new Target(based, target.document(), target.segment(), target.tag());
    }

    private static Target nowhere(Operation operation) {
        return new Target(operation, "nowhere", "nowhere.else", STALE);
    }

    private static RawResponse send(TestServer server, Target target, String... headers) {
        var all = new ArrayList<>(Arrays.asList(headers));
        target.operation().takes().ifPresent(type -> all.add("Content-Type: " + type));
        return server.send(target.operation().method(), target.path(), all, target.body());
    }

    private static void holds(Operation operation, int status, RawResponse response) {
        assertThat(response.status() == status)
                .as("%s is answered with %d, %s", operation, response.status(), response.body())
                .isEqualTo(operation.allows(status));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_unchanged_representation_is_304(Operation operation) {
        var target = target(operation);
        var tag = operation.isWrite()
                ? Optional.<String>empty()
                : send(server, target).field("ETag");

        holds(operation, 304, send(server, target, ANY, "If-None-Match: " + tag.orElse("\"x\"")));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_preference_for_minimal_is_204(Operation operation) {
        var isGuarded = Stream.of("edits", "segments", "content").noneMatch(operation.path()::endsWith);

        holds(
                operation,
                204,
                send(server, based(target(operation)), isGuarded ? ANY : "X: 1", "Prefer: return=minimal"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void two_host_fields_are_400(Operation operation) {
        holds(operation, 400, send(server, target(operation), "Host: localhost"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_denied_request_is_403(Operation operation) {
        holds(operation, 403, send(closed, nowhere(operation), ANY));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_unknown_target_is_404(Operation operation) {
        var target = operation.path().startsWith("/problems")
                ? new Target(new Operation(operation.method(), "/problems/none", operation.description()), "", "", "")
                : nowhere(operation);

        holds(operation, 404, send(server, target));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_unsupported_accept_is_406(Operation operation) {
        holds(operation, 406, send(server, target(operation), "Accept: image/png"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_deleted_target_is_410(Operation operation) {
        var target = target(operation);
        server.delete("/api/documents/" + target.document(), ANY);

        holds(operation, 410, send(server, target));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_unknown_tag_is_412(Operation operation) {
        var target = target(operation);
        var stale = new Target(operation, target.document(), target.segment(), STALE);

        holds(
                operation,
                412,
                operation.name().equals("editSegments")
                        ? send(server, stale)
                        : send(server, target, "If-Match: " + STALE));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_body_above_the_limit_is_413(Operation operation) {
        var type = operation.takes().map("Content-Type: %s\r\n"::formatted).orElse("");
        var length = operation.takes().isPresent() ? "Content-Length: 9000000000\r\n" : "";

        var response = server.raw("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s%s\r\n"
                .formatted(operation.method(), target(operation).path(), type, length));

        holds(operation, 413, response);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_long_query_is_414(Operation operation) {
        var longer = new Operation(
                operation.method(), operation.path() + "?q=" + "x".repeat(9_000), operation.description());

        holds(operation, 414, send(server, target(longer)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_unsupported_media_type_is_415(Operation operation) {
        var target = target(operation);

        holds(operation, 415, server.send(operation.method(), target.path(), List.of("Content-Type: image/png"), "x"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_unknown_host_is_421(Operation operation) {
        var response = server.raw("%s %s HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n"
                .formatted(operation.method(), nowhere(operation).path()));

        holds(operation, 421, response);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_invalid_request_is_422(Operation operation) {
        var target = based(target(operation));
        var response = operation.takes().isPresent()
                ? server.send(
                        operation.method(),
                        target.path(),
                        List.of(
                                "Content-Type: application/json",
                                operation.method().equals("PATCH") ? ANY : "X: 1"),
                        "{\"nonsense\":1}")
                : withUsedKey(target);

        holds(operation, 422, response);
    }

    private RawResponse withUsedKey(Target target) {
        var document = "/api/documents/" + target.document();
        if (target.operation().path().endsWith("/checks")) {
            var minutes = server.newDocument();
            server.document(minutes, "one");
            return server.send(target.operation().method(), "/api/documents/" + minutes + "/checks", List.of(), "");
        }
        if (target.operation().path().endsWith("/restore")) {
            server.send("POST", document + "/restore", List.of(ANY, "Idempotency-Key: k"), "");
            server.delete(document, ANY);
        } else {
            server.json("POST", document + "/segments", "{\"content\":\"NOTE x\"}", "Idempotency-Key: k");
        }
        return send(server, target, "If-Match: " + STALE + ", " + STALE, "Idempotency-Key: k");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_unguarded_write_is_428(Operation operation) {
        var target = target(operation);
        var unguarded = target.body().replaceAll(",\"ifMatch\":\"[^}]*", "");
        var headers = operation.takes().stream().map("Content-Type: "::concat).toList();

        holds(operation, 428, server.send(operation.method(), target.path(), headers, unguarded));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void header_fields_above_the_limit_are_431(Operation operation) {
        holds(operation, 431, send(server, target(operation), "X: " + "x".repeat(9_000)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_unavailable_database_is_503(Operation operation) {
        var guard = operation.name().equals("createDocument") ? "X: 1" : ANY;
        unavailable.ready.set(false);

        holds(operation, 503, send(unavailable, nowhere(operation), guard));
    }
}
