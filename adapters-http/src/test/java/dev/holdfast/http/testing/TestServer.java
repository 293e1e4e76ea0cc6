package dev.holdfast.http.testing;

import dev.holdfast.application.AccessPolicy;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.application.GuardPolicy;
import dev.holdfast.application.Holdfast;
import dev.holdfast.application.Rules;
import dev.holdfast.http.HttpServer;
import dev.holdfast.http.ServerOptions;
import dev.holdfast.http.exchange.Resource;
import dev.holdfast.memory.MemoryDocumentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Server on a free port; requests are sent as bytes. */
public final class TestServer implements AutoCloseable {

    /** Shared by all servers, because two may have the same store. */
    private static final AtomicLong IDS = new AtomicLong();

    /** If-Match: * is accepted, so that a test need not read first. */
    private static final Rules RULES = Rules.defaults().withGuard(GuardPolicy.REQUIRED);

    private static final Instant START = Instant.parse("2026-03-01T12:00:00.400Z");

    final AtomicReference<Instant> now = new AtomicReference<>(START);
    public final AtomicBoolean ready = new AtomicBoolean(true);
    public final Holdfast holdfast;
    public final URI uri;
    private final HttpServer server;
    private final AtomicLong documents = new AtomicLong();

    private TestServer(DocumentStore store, AccessPolicy policy, Rules rules, ServerOptions options) {
        holdfast = Holdfast.over(store, policy, now::get, () -> "id" + IDS.incrementAndGet(), rules);
        server = new HttpServer(holdfast, now::get, ready::get, options.withPort(0));
        uri = server.start();
    }

    public static TestServer start() {
        return start(GuardPolicy.REQUIRED);
    }

    public static TestServer start(GuardPolicy guard) {
        return new TestServer(
                new MemoryDocumentStore(),
                AccessPolicy.everyoneMayDoEverything(),
                RULES.withGuard(guard),
                ServerOptions.defaults());
    }

    public static TestServer start(Rules rules, ServerOptions options) {
        return new TestServer(new MemoryDocumentStore(), AccessPolicy.everyoneMayDoEverything(), rules, options);
    }

    public static TestServer start(AccessPolicy policy) {
        return new TestServer(new MemoryDocumentStore(), policy, RULES, ServerOptions.defaults());
    }

    public static TestServer start(ServerOptions options) {
        return new TestServer(new MemoryDocumentStore(), AccessPolicy.everyoneMayDoEverything(), RULES, options);
    }

    public static TestServer start(AccessPolicy policy, ServerOptions options) {
        return new TestServer(new MemoryDocumentStore(), policy, RULES, options);
    }

    public static TestServer start(DocumentStore store) {
        return new TestServer(store, AccessPolicy.everyoneMayDoEverything(), RULES, ServerOptions.defaults());
    }

    public static TestServer start(DocumentStore store, AccessPolicy policy) {
        return new TestServer(store, policy, RULES, ServerOptions.defaults());
    }

    public static TestServer start(DocumentStore store, ServerOptions options) {
        return new TestServer(store, AccessPolicy.everyoneMayDoEverything(), RULES, options);
    }

    /** The resources of a server with these options. */
    public static List<Resource> resources(Holdfast holdfast, ServerOptions options) {
        try (var server = new HttpServer(holdfast, Instant::now, () -> true, options)) {
            return server.api();
        }
    }

    /** A name that no document of this server has, and the clock as it was at the start. */
    public String newDocument() {
        now.set(START);
        return "doc" + documents.incrementAndGet();
    }

    public void later(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    public RawResponse get(String target, String... headers) {
        return send("GET", target, List.of(headers), "");
    }

    public RawResponse delete(String target, String... headers) {
        return send("DELETE", target, List.of(headers), "");
    }

    /** Sends JSON, as a merge patch if it is one. */
    public RawResponse json(String method, String target, String body, String... headers) {
        var all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: " + (method.equals("PATCH") ? "application/merge-patch+json" : "application/json"));
        return send(method, target, all, body);
    }

    public RawResponse send(String method, String target, List<String> headers, String body) {
        var request = new StringBuilder(method)
                .append(' ')
                .append(target)
                .append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        headers.forEach(header -> request.append(header).append("\r\n"));
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            request.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        return raw(request + "\r\n" + new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes, one character each. Request and response must match the API description. */
    public RawResponse raw(String bytes) {
        var response = RawResponse.parse(rawText(bytes).getBytes(StandardCharsets.ISO_8859_1));
        ApiDescription.ofServer().check(bytes, response);
        return response;
    }

    /** Sends bytes, one character each, and returns all bytes received until the connection closes. */
    public String rawText(String bytes) {
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates a document of plain text and returns the ids of its segments. */
    public List<String> document(String id, String... texts) {
        var segments = new ArrayList<String>();
        for (var text : texts) {
            segments.add("{\"content\":\"%s\"}".formatted(text));
        }
        var body =
                "{\"id\":\"%s\",\"title\":\"Title\",\"mediaType\":\"text/plain\",\"language\":\"en\",\"segments\":[%s]}"
                        .formatted(id, String.join(",", segments));
        var created = json("POST", "/api/documents", body);
        if (created.status() != 201) {
            throw new AssertionError("Not created: " + created);
        }
        return get("/api/documents/" + id + "/segments").json().findValuesAsText("id");
    }

    /** Imports a WebVTT file and returns the ids of its segments. */
    public List<String> film(String id, String file) {
        var created = send("POST", "/api/documents?title=Film&id=" + id, List.of("Content-Type: text/vtt"), file);
        if (created.status() != 201) {
            throw new AssertionError("Not created: " + created);
        }
        return get("/api/documents/" + id + "/segments").json().findValuesAsText("id");
    }

    /** Creates a document with one segment and returns the path of the segment. */
    public String segment(String document, String text) {
        return "/api/segments/" + document(document, text).get(0);
    }

    @Override
    public void close() {
        server.close();
    }
}
