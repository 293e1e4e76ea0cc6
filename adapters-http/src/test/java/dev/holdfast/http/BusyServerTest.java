package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.application.DocumentStore;
import dev.holdfast.domain.DocumentId;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.Role;
import dev.holdfast.http.auth.TokenFile;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import dev.holdfast.memory.MemoryDocumentStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests beside others that wait for a database which does not respond. */
final class BusyServerTest {

    /** More than all threads of a server. */
    private static final int MANY = 300;

    private static final int PATIENCE_MS = 15_000;

    private final CountDownLatch response = new CountDownLatch(1);
    private final AtomicInteger reads = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void disconnect() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
        response.countDown();
    }

    /** Store that does not respond to reads of the document {@code stuck}. */
    private DocumentStore store() {
        var memory = new MemoryDocumentStore();
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                (proxy, method, arguments) -> {
                    if (arguments != null && new DocumentId("stuck").equals(arguments[0])) {
                        reads.incrementAndGet();
                        response.await();
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Socket send(TestServer server, String request, String token) throws IOException {
        var socket = new Socket(server.uri.getHost(), server.uri.getPort());
        sockets.add(socket);
        socket.setSoTimeout(PATIENCE_MS);
        var authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
        socket.getOutputStream()
                .write("%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
                        .formatted(request, authorization)
                        .getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private void sendMany(TestServer server, String token) throws IOException {
        for (var i = 0; i < MANY; i++) {
            send(server, "GET /api/documents/stuck", token);
        }
    }

    private int status(TestServer server, String request, String token) throws IOException {
        return RawResponse.parse(send(server, request, token).getInputStream().readAllBytes())
                .status();
    }

    @Test
    void health_is_answered_while_all_others_wait() throws IOException {
        try (var server = TestServer.start(store())) {
            sendMany(server, "");

            assertThat(status(server, "GET /health/live", "")).isEqualTo(200);
            assertThat(status(server, "GET /health/ready", "")).isEqualTo(200);
            disconnect();
        }
    }

    @Test
    void reads_whose_clients_have_gone_are_not_done() throws IOException {
        try (var server = TestServer.start(store())) {
            sendMany(server, "");
            awaitReads(1);
            LockSupport.parkNanos(
                    Duration.ofSeconds(2).toNanos()); // a client that closed its side only is served for a while

            disconnect();

            assertThat(counted(server, "holdfast_abandoned_total")).isGreaterThan(200);
            assertThat(reads.get()).isLessThan(100);
        }
    }

    /** Waits until nothing waits for a thread, and returns the value of a metric. */
    private static double counted(TestServer server, String metric) {
        var begin = System.nanoTime();
        while (value(server, "holdfast_requests_waiting") > 1) {
            assertThat(System.nanoTime() - begin)
                    .isLessThan(Duration.ofMillis(PATIENCE_MS).toNanos());
            LockSupport.parkNanos(10_000_000);
        }
        return value(server, metric);
    }

    private static double value(TestServer server, String metric) {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(metric + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private void awaitReads(int count) {
        var begin = System.nanoTime();
        while (reads.get() < count) {
            assertThat(System.nanoTime() - begin)
                    .isLessThan(Duration.ofMillis(PATIENCE_MS).toNanos());
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void one_person_s_requests_do_not_keep_others_waiting(@TempDir Path folder) throws IOException {
        var file = folder.resolve("tokens");
        var ana = TokenFile.add(file, "Ana", Role.ADMIN, new SecureRandom());
        var ben = TokenFile.add(file, "Ben", Role.ADMIN, new SecureRandom());
        var tokens = TokenFile.read(file);
        var options = ServerOptions.defaults().withAuthentication(new Authentication.Tokens(tokens));
        try (var server = TestServer.start(store(), options)) {
            sendMany(server, ana);

            assertThat(status(server, "GET /api/documents", ben)).isEqualTo(200);
            assertThat(status(server, "GET /api/openapi.json", "")).isEqualTo(200);
            disconnect();
        }
    }
}
