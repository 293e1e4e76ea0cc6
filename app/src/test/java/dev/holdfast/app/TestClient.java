package dev.holdfast.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Stream;

/** HTTP client of the tests. */
record TestClient(URI server, HttpClient http) {

    private static final ObjectMapper JSON = new ObjectMapper();

    TestClient(URI server) {
        this(server, HttpClient.newHttpClient());
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String contentType, String body, String... headers) {
        return send(request(path, headers).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    /** Deletes a resource as it is now. */
    HttpResponse<String> delete(String path) {
        return send(request(path, "If-Match", etag(get(path))).DELETE());
    }

    /** Saves a text if the segment still has this entity tag. */
    HttpResponse<String> save(String segment, String etag, String text) {
        return save(segment, text, new String[] {"If-Match", etag});
    }

    private HttpResponse<String> save(String segment, String text, String[] headers) {
        var body = JsonNodeFactory.instance.objectNode().put("content", text).toString();
        return send(request("/api/segments/" + segment, headers)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    /** Saves a text with an idempotency key. */
    HttpResponse<String> saveOnce(String key, String segment, String etag, String text) {
        return save(segment, text, new String[] {"If-Match", etag, "Idempotency-Key", '"' + key + '"'});
    }

    /** Changes a resource without a precondition. */
    HttpResponse<String> patch(String path, String mergePatch) {
        return send(request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(mergePatch)));
    }

    /** The id of the only segment of a new document. */
    String newSegment(String text) {
        return newSegments(text).get(0).get("id").asText();
    }

    /** The segments of a new document. */
    JsonNode newSegments(String... texts) {
        var created = json(post(
                "/api/documents",
                "application/json",
                json(Map.of(
                        "title", "Test",
                        "mediaType", "text/plain",
                        "segments",
                                Stream.of(texts)
                                        .map(text -> Map.of("content", text))
                                        .toList()))));
        var document = created.get("id").asText();
        return json(get("/api/documents/" + document + "/segments")).get("segments");
    }

    static String etag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElseThrow();
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** Serializes a value as JSON. */
    static String json(Map<String, ?> value) {
        return JSON.valueToTree(value).toString();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(server.resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
