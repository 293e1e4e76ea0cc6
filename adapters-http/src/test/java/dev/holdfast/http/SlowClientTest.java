package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.http.exchange.MinimumDataRate;
import dev.holdfast.http.testing.EventReader;
import dev.holdfast.http.testing.LoggedRequests;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Slow clients: without timeouts they could occupy all connections and threads of a server. */
@TestInstance(Lifecycle.PER_CLASS)
final class SlowClientTest {

    private static final MinimumDataRate RATE = new MinimumDataRate(Duration.ofMillis(300), 1_000);

    private final TestServer server = TestServer.start(ServerOptions.defaults().withMinimumDataRate(RATE));
    private String path = "";
    private String tag = "";

    @BeforeEach
    void a_segment_is_there() {
        path = server.segment(server.newDocument(), "one");
        tag = server.get(path).etag();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Sends the first part at once and then a byte of the other every 20 ms, until a response arrives. */
    private RawResponse trickle(String atOnce, String slowly) throws IOException {
        return trickle(server, atOnce, slowly);
    }

    private static RawResponse trickle(TestServer to, String atOnce, String slowly) throws IOException {
        try (var socket = new Socket(to.uri.getHost(), to.uri.getPort())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            var in = socket.getInputStream();
            out.write(atOnce.getBytes(StandardCharsets.ISO_8859_1));
            for (var i = 0; i < slowly.length() && in.available() == 0; i++) {
                out.write(slowly.charAt(i));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            return RawResponse.parse(in.readAllBytes());
        } catch (SocketException e) {
            throw new AssertionError("The connection ended without a response", e);
        }
    }

    private String patch(int length) {
        return "PATCH %s HTTP/1.1\r\nHost: localhost\r\nIf-Match: %s\r\nContent-Type: application/json\r\n"
                        .formatted(path, tag)
                + "Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(length);
    }

    /** A request with a method that is not allowed, on a persistent connection. */
    private String put(int length) {
        return patch(length).replace("PATCH", "PUT").replace("Connection: close\r\n", "");
    }

    private static void requireTimeout(RawResponse response) {
        assertThat(response.status()).as(response.toString()).isEqualTo(408);
        assertThat(response.problem()).isEqualTo("request-timeout");
        assertThat(response.header("Connection")).isEqualTo("close");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(response.field("Holdfast-Request-Id")).isPresent();
    }

    @Test
    void a_slow_request_header_times_out() throws IOException {
        requireTimeout(trickle("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX: ", "x".repeat(1_000)));
    }

    @Test
    void a_header_timeout_is_logged_and_counted() throws Exception {
        try (var logged = new LoggedRequests()) {
            var before = counted();

            var response = trickle("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX: ", "x".repeat(1_000));

            assertThat(logged.line(response.header("Holdfast-Request-Id"))).startsWith("GET " + path + " 408 ");
            assertThat(counted()).isEqualTo(before + 1);
        }
    }

    /** The number of requests that were refused before they were routed. */
    private long counted() {
        var series = "holdfast_http_requests_seconds_count{method=\"GET\",route=\"none\",status=\"4xx\"} ";
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    @Test
    void a_body_below_the_minimum_data_rate_times_out_and_nothing_is_written() throws IOException {
        requireTimeout(trickle(patch(2_000), "x".repeat(1_000)));

        assertThat(server.get(path).etag()).isEqualTo(tag);
    }

    @Test
    void the_rest_of_an_unread_body_is_not_awaited() throws IOException {
        var response = trickle(put(2_000), "x".repeat(1_000));

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Connection")).isEqualTo("close");
    }

    @Test
    void an_unread_body_at_the_minimum_data_rate_is_discarded_for_a_limited_time() throws IOException {
        var tolerant = ServerOptions.defaults().withMinimumDataRate(new MinimumDataRate(RATE.gracePeriod(), 10));
        try (var other = TestServer.start(tolerant)) {
            var begin = System.nanoTime();

            var response = trickle(other, put(2_000), "x".repeat(1_000));

            assertThat(response.status()).isEqualTo(405);
            assertThat(response.header("Connection")).isEqualTo("close");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void an_unread_body_that_never_arrives_is_not_awaited() throws IOException {
        var begin = System.nanoTime();

        var response = trickle(put(2_000), "");

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Connection")).isEqualTo("close");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void a_client_that_keeps_sending_gets_the_response_before_the_connection_closes() throws IOException {
        var head = put(2_000_000).getBytes(StandardCharsets.ISO_8859_1);
        try (var socket = new Socket(server.uri.getHost(), server.uri.getPort())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write(head);
            var response = socket.getInputStream().readNBytes(12);
            var begin = System.nanoTime();
            for (var i = 0; i < 5; i++) { // long after the response
                out.write(new byte[1_000]);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            var rest = socket.getInputStream().readAllBytes();

            assertThat(new String(response, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 405");
            assertThat(new String(rest, StandardCharsets.ISO_8859_1)).contains("/problems/method-not-allowed");
            assertThatThrownBy(() -> sendUntilCut(out)).isInstanceOf(SocketException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private static void sendUntilCut(OutputStream out) throws IOException {
        for (var i = 0; i < 1_000; i++) {
            out.write('x');
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    void a_slow_client_within_the_grace_period_is_served() throws IOException {
        var body = "{\"content\":\"two\"}";

        var response = trickle(patch(body.length()) + body.substring(0, 12), body.substring(12));

        assertThat(response.status()).as(response.toString()).isEqualTo(200);
    }

    @Test
    void a_change_stream_has_no_minimum_data_rate() {
        var document = server.newDocument();
        var segment = server.segment(document, "one");
        try (var events = EventReader.open(server, document)) {
            events.next();
            LockSupport.parkNanos(RATE.gracePeriod().multipliedBy(3).toNanos());

            server.json("PATCH", segment, "{\"content\":\"two\"}", "If-Match: *");

            assertThat(events.next().json().get("revision").asLong()).isEqualTo(2);
        }
    }
}
