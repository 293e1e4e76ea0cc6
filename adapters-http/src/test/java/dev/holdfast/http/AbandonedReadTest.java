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
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads whose clients close the connection while the store is asked: they read and write nothing more. */
@TestInstance(Lifecycle.PER_CLASS)
final class AbandonedReadTest {

    /** More than the time for which a client that closed its side only is served. */
    private static final Duration GONE = Duration.ofMillis(1_100);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String DOCUMENT = "/api/documents/film";

    /** One read that waits until its client has gone. */
    private static final class Gate {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch clientGone = new CountDownLatch(1);
        private final List<String> calls = new CopyOnWriteArrayList<>();

        void pass(String method) throws InterruptedException {
            calls.add(method);
            if (calls.size() == 1) {
                entered.countDown();
                assertThat(clientGone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                LockSupport.parkNanos(GONE.toNanos());
            }
        }
    }

    private volatile Gate gate = open();
    private final TestServer server = TestServer.start(gated(new MemoryDocumentStore()));
    private String segment = "";

    private static Gate open() {
        var open = new Gate();
        open.calls.add("none");
        return open;
    }

    private DocumentStore gated(DocumentStore store) {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    if (List.of("page", "commits", "history").contains(method.getName())) {
                        gate.pass(method.getName());
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @BeforeAll
    void a_document_with_many_segments_and_a_segment_with_many_versions() {
        var long1k = "x".repeat(1_000);
        var ids = server.document(
                "film", IntStream.range(0, 400).mapToObj(i -> long1k + i).toArray(String[]::new));
        segment = "/api/segments/" + ids.get(0);
        for (var i = 0; i < 80; i++) {
            server.json("PATCH", segment, "{\"content\":\"%d\"}".formatted(i), "If-Match: *");
        }
        server.film("captions", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private double abandoned() {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("holdfast_abandoned_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private void send(String path) throws IOException, InterruptedException {
        try (var socket = new Socket(server.uri.getHost(), server.uri.getPort())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .formatted(path)
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(gate.entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        gate.clientGone.countDown();
    }

    @ParameterizedTest
    @CsvSource({
        "/segments?limit=1000, page",
        "/segments?limit=200, page",
        "/changes?limit=1000, commits",
        "/export.txt, page",
        "SEGMENT/revisions?limit=1000, history",
        "/api/documents/captions/checks, page",
    })
    void a_read_ends_when_its_client_has_gone(String path, String call) throws Exception {
        var before = abandoned();
        gate = new Gate();

        send(
                path.startsWith("SEGMENT")
                        ? segment + path.substring("SEGMENT".length())
                        : path.startsWith("/api") ? path : DOCUMENT + path);

        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (abandoned() == before && System.nanoTime() < deadline) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(abandoned()).isEqualTo(before + 1);
        assertThat(gate.calls).isEqualTo(Collections.nCopies(1, call));
        gate = open();
    }

    @ParameterizedTest
    @CsvSource({"/segments?limit=1000", "/changes?limit=1000", "/export.txt"})
    void a_read_whose_client_waits_is_done(String path) {
        assertThat(Stream.of(path).map(each -> server.get(DOCUMENT + each).status()))
                .containsExactly(200);
    }
}
