package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.address.TrustedProxies;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.auth.Role;
import dev.holdfast.http.auth.TokenFile;
import dev.holdfast.http.exchange.ConnectionLimits;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.exchange.MinimumDataRate;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that stop to send or to read: each takes a connection, and none of them a thread, of which there are 250. */
final class IdleClientsTest {

    private static final int MORE_THAN_THREADS = 300;

    /** Much less than the 20 seconds for which a body is awaited. */
    private static final int PATIENCE_MS = 15_000;

    private final List<Socket> idle = new ArrayList<>();

    @AfterEach
    void disconnect() throws IOException {
        for (var socket : idle) {
            socket.close();
        }
    }

    private Socket connect(TestServer server, String bytes) throws IOException {
        var socket = new Socket();
        idle.add(socket);
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(new InetSocketAddress(server.uri.getHost(), server.uri.getPort()), PATIENCE_MS);
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private void connectMany(TestServer server, String bytes) throws IOException {
        for (var i = 0; i < MORE_THAN_THREADS; i++) {
            connect(server, bytes);
        }
    }

    /** The response to a request, which must come while the others are idle. */
    private RawResponse soon(TestServer server, String request, String body) throws IOException {
        var head = request + "\r\nHost: localhost\r\nConnection: close\r\n";
        var length =
                body.isEmpty() ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
        var socket = connect(server, head + length + "\r\n" + body);
        return RawResponse.parse(socket.getInputStream().readAllBytes());
    }

    private static String unfinished(String request) {
        return request + "\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
    }

    @Test
    void refused_requests_whose_bodies_never_arrive_take_no_thread(@TempDir Path folder) throws IOException {
        var file = folder.resolve("tokens");
        var token = TokenFile.add(file, "Ana", Role.ADMIN, new SecureRandom());
        var tokens = TokenFile.read(file);
        var options = ServerOptions.defaults().withAuthentication(new Authentication.Tokens(tokens));
        try (var server = TestServer.start(tokens, options)) {
            var refused = List.of(
                    "POST /api/documents HTTP/1.1", // 401
                    "POST /nothing HTTP/1.1", // 404
                    "PUT /api/documents HTTP/1.1", // 405
                    "GET /api/openapi.json HTTP/1.1", // 200, whose body is ignored
                    "POST /api/documents HTTP/1.1\r\nAuthorization: Bearer " + token + "\r\nAccept: text/vtt"); // 406
            for (var request : refused) {
                for (var i = 0; i < MORE_THAN_THREADS / refused.size(); i++) {
                    connect(server, unfinished(request));
                }
            }

            var health = soon(server, "GET /health/live HTTP/1.1", "");
            var created = soon(
                    server,
                    "POST /api/documents HTTP/1.1\r\nAuthorization: Bearer " + token,
                    "{\"title\":\"Rain\",\"mediaType\":\"text/plain\"}");

            assertThat(health.status()).isEqualTo(200);
            assertThat(created.status()).as(created.toString()).isEqualTo(201);
            disconnect();
        }
    }

    @Test
    void bodies_whose_rest_is_awaited_take_no_thread() throws IOException {
        var limits = limits(1_000, 1_000);
        try (var server = TestServer.start(ServerOptions.defaults().withLimits(limits))) {
            var segment = server.segment(server.newDocument(), "one");
            connectMany(server, unfinished("PATCH " + segment + " HTTP/1.1\r\nIf-Match: *"));

            var health = soon(server, "GET /health/live HTTP/1.1", "");
            var saved = soon(server, "PATCH " + segment + " HTTP/1.1\r\nIf-Match: *", "{\"content\":\"two\"}");

            assertThat(health.status()).isEqualTo(200);
            assertThat(saved.status()).as(saved.toString()).isEqualTo(200);
            disconnect();
        }
    }

    /** More than the buffers of a connection hold: long responses, and many short ones. */
    @ParameterizedTest
    @CsvSource({"/api/openapi.json, 60", "/problems/gone, 6000", "/api/documents/d/segments, 60"})
    void clients_that_do_not_read_take_no_thread(String target, int requests) throws IOException {
        try (var server = TestServer.start()) {
            server.document("d", "x".repeat(200_000));
            var request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(target);
            writeWithoutWaiting(connect(server, ""), request.repeat(requests));

            var waiting = awaitStandstill(server, target);

            assertThat(waiting).isZero();
            disconnect();
        }
    }

    @Test
    void a_client_that_reads_too_slowly_is_disconnected() throws IOException {
        var rate = new MinimumDataRate(Duration.ofMillis(500), 1_000_000);
        try (var server = TestServer.start(ServerOptions.defaults().withMinimumDataRate(rate))) {
            server.document("d", "x".repeat(200_000));
            var request = "GET /api/documents/d/segments HTTP/1.1\r\nHost: localhost\r\n\r\n";
            var slow = connect(server, request.repeat(60));

            assertThat(isDisconnectedSoon(slow)).isTrue();
        }
    }

    /** Reads a few bytes now and then, until the connection ends or patience does. */
    private static boolean isDisconnectedSoon(Socket socket) {
        var begin = System.nanoTime();
        try {
            while (socket.getInputStream().read(new byte[100]) >= 0) {
                if (System.nanoTime() - begin > Duration.ofMillis(PATIENCE_MS).toNanos()) {
                    return false;
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            return true;
        } catch (IOException reset) {
            return true;
        }
    }

    /** The number of threads that wait for a client, once no more requests are served. */
    private static long awaitStandstill(TestServer server, String target) {
        var before = -1L;
        for (var served = served(server, target); served == 0 || served != before; served = served(server, target)) {
            before = served;
            LockSupport.parkNanos(Duration.ofMillis(1_000).toNanos());
        }
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Stream.of(stack)
                        .anyMatch(frame -> frame.getClassName().startsWith("org.eclipse.jetty.util.Blocker")))
                .count();
    }

    private static long served(TestServer server, String target) {
        var route = target.replace("gone", "{name}").replace("/d/", "/{id}/");
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.contains("_count{") && line.contains("route=\"" + route + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void writeWithoutWaiting(Socket socket, String bytes) {
        var writer = new Thread(() -> {
            try {
                socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException closedAtTheEnd) {
                assertThat(socket.isClosed()).isTrue();
            }
        });
        writer.setDaemon(true);
        writer.start();
    }

    private static Limits limits(int pendingBodies, int perAddress) {
        var usual = Limits.defaults();
        return new Limits(
                usual.urlBytes(),
                usual.headerBytes(),
                usual.importBytes(),
                usual.jsonBytes(),
                usual.batchEdits(),
                usual.pageSize(),
                usual.jsonDepth(),
                pendingBodies,
                perAddress,
                ConnectionLimits.defaults());
    }

    /** Responses to requests of which each awaits the rest of its body at the same time. */
    private List<RawResponse> slow(TestServer server, String segment, int count) throws IOException {
        return slow(server, segment, count, i -> "");
    }

    private List<RawResponse> slow(TestServer server, String segment, int count, IntFunction<String> field)
            throws IOException {
        var sockets = new ArrayList<Socket>();
        for (var i = 0; i < count; i++) {
            sockets.add(connect(
                    server,
                    unfinished("PATCH " + segment + " HTTP/1.1\r\n" + field.apply(i)
                            + "If-Match: *\r\nConnection: close")));
        }
        var responses = new ArrayList<RawResponse>();
        for (var socket : sockets) {
            responses.add(RawResponse.parse(socket.getInputStream().readAllBytes()));
        }
        return responses;
    }

    @ParameterizedTest
    @CsvSource({"2, 100, 'too many other requests,'", "100, 2, 'too many other requests from the same address,'"})
    void bodies_whose_rest_is_awaited_are_limited(int max, int maxPerAddress, String detail) throws IOException {
        var options = ServerOptions.defaults()
                .withLimits(limits(max, maxPerAddress))
                .withMinimumDataRate(new MinimumDataRate(Duration.ofSeconds(2), 1_000));
        try (var server = TestServer.start(options)) {
            var segment = server.segment(server.newDocument(), "one");

            var responses = slow(server, segment, 6);
            var complete = server.json("PATCH", segment, "{\"content\":\"two\"}", "If-Match: *");
            var later = slow(server, segment, 2);

            var refused = responses.stream()
                    .filter(response -> response.status() == 503)
                    .toList();
            assertThat(refused).hasSize(4);
            assertThat(refused).allSatisfy(response -> {
                assertThat(response.problem()).isEqualTo("unavailable");
                assertThat(response.header("Retry-After")).isEqualTo("1");
                assertThat(response.json().get("detail").textValue()).contains(detail);
            });
            assertThat(complete.status()).isEqualTo(200);
            assertThat(later).extracting(RawResponse::status).containsExactly(408, 408);
        }
    }

    @Test
    void clients_behind_a_trusted_proxy_have_places_of_their_own() throws IOException {
        var options = ServerOptions.defaults()
                .withLimits(limits(100, 2))
                .withMinimumDataRate(new MinimumDataRate(Duration.ofSeconds(2), 1_000));
        try (var behindProxy = TestServer.start(options.withTrustedProxies(TrustedProxies.onLoopback()));
                var direct = TestServer.start(options)) {
            IntFunction<String> threeClients = i -> "X-Forwarded-For: 203.0.113." + i % 3 + "\r\n";

            var believed = slow(behindProxy, behindProxy.segment(behindProxy.newDocument(), "one"), 6, threeClients);
            var oneMore = slow(
                    behindProxy,
                    behindProxy.segment(behindProxy.newDocument(), "one"),
                    3,
                    i -> "X-Forwarded-For: 6.6.6." + i + ", 203.0.113.1\r\n");
            var notBelieved = slow(direct, direct.segment(direct.newDocument(), "one"), 6, threeClients);

            assertThat(believed).extracting(RawResponse::status).containsOnly(408);
            assertThat(oneMore).extracting(RawResponse::status).containsExactlyInAnyOrder(408, 408, 503);
            assertThat(notBelieved)
                    .extracting(RawResponse::status)
                    .filteredOn(status -> status == 503)
                    .hasSize(4);
        }
    }
}
