package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.http.testing.TestServer;
import dev.holdfast.memory.MemoryDocumentStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Refused batches whose clients do, or do not, wait for the explanation. */
final class AbandonedRefusalTest {

    private static final int EDITS = 10;

    private final CountDownLatch firstRead = new CountDownLatch(1);
    private final CountDownLatch response = new CountDownLatch(1);
    private final AtomicInteger reads = new AtomicInteger();

    /** Store whose old versions, which explain a refusal, are read and counted when the test says so. */
    private DocumentStore store() {
        var memory = new MemoryDocumentStore();
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("revision")) {
                        reads.incrementAndGet();
                        firstRead.countDown();
                        response.await();
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** A batch of edits, each for the version before the current one. */
    private static String staleBatch(TestServer server) {
        var texts = IntStream.range(0, EDITS).mapToObj(i -> "text " + i).toArray(String[]::new);
        var edits = server.document("film", texts).stream()
                .map(id -> stale(server, id))
                .collect(Collectors.joining(","));
        return "{\"edits\":[%s]}".formatted(edits);
    }

    private static String stale(TestServer server, String id) {
        var tag = server.get("/api/segments/" + id).etag();
        server.json("PATCH", "/api/segments/" + id, "{\"content\":\"theirs\"}", "If-Match: " + tag);
        return "{\"op\":\"replace\",\"id\":\"%s\",\"ifMatch\":\"%s\",\"content\":\"mine\"}"
                .formatted(id, tag.replace("\"", "\\\""));
    }

    @Test
    void a_refusal_is_not_explained_further_when_its_client_has_gone() throws IOException, InterruptedException {
        try (var server = TestServer.start(store())) {
            var body = staleBatch(server);
            try (var socket = new Socket(server.uri.getHost(), server.uri.getPort())) {
                socket.getOutputStream()
                        .write(
                                "POST /api/documents/film/edits HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                        .formatted(body.length(), body)
                                        .getBytes(StandardCharsets.ISO_8859_1));
                assertThat(firstRead.await(15, TimeUnit.SECONDS)).isTrue();
            }
            LockSupport.parkNanos(
                    Duration.ofSeconds(2).toNanos()); // a client that closed its side only is served for a while
            response.countDown();
        }

        assertThat(reads).hasValue(1);
    }

    @Test
    void a_refusal_whose_client_waits_is_explained() {
        response.countDown();
        try (var server = TestServer.start(store())) {
            var refused = server.json("POST", "/api/documents/film/edits", staleBatch(server));

            assertThat(refused.status()).isEqualTo(412);
            assertThat(refused.json().get("conflicts"))
                    .hasSize(EDITS)
                    .allMatch(conflict -> conflict.get("base").isObject());
        }
        assertThat(reads).hasValue(EDITS);
    }
}
