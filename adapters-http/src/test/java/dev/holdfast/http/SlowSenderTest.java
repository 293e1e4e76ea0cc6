package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

/** Clients that send a byte now and then, as those do who want to take all connections and threads of a server. */
@TestInstance(Lifecycle.PER_CLASS)
final class SlowSenderTest {

    private static final ServerOptions.Pace PACE = new ServerOptions.Pace(Duration.ofMillis(300), 1_000);

    private final TestServer server = TestServer.start(ServerOptions.defaults().withPace(PACE));
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

    /** Sends the first part at once and a byte of the other every 20 ms, until there is an answer. */
    private Reply trickle(String atOnce, String slowly) throws IOException {
        try (var socket = new Socket(server.uri.getHost(), server.uri.getPort())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            var in = socket.getInputStream();
            out.write(atOnce.getBytes(StandardCharsets.ISO_8859_1));
            for (var i = 0; i < slowly.length() && in.available() == 0; i++) {
                out.write(slowly.charAt(i));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            return Reply.parse(in.readAllBytes());
        } catch (SocketException e) {
            throw new AssertionError("The connection ended without an answer", e);
        }
    }

    private String patch(int length) {
        return "PATCH %s HTTP/1.1\r\nHost: localhost\r\nIf-Match: %s\r\nContent-Type: application/json\r\n"
                        .formatted(path, tag)
                + "Content-Length: %d\r\nConnection: close\r\n\r\n".formatted(length);
    }

    private static void requireTimeout(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(408);
        assertThat(reply.problem()).isEqualTo("request-timeout");
        assertThat(reply.header("Connection")).isEqualTo("close");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.field("Holdfast-Request-Id")).isPresent();
    }

    @Test
    void a_header_that_does_not_end_in_time_is_refused() throws IOException {
        requireTimeout(trickle("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX: ", "x".repeat(1_000)));
    }

    @Test
    void a_body_that_does_not_come_at_the_pace_is_refused_and_nothing_is_written() throws IOException {
        requireTimeout(trickle(patch(2_000), "x".repeat(1_000)));

        assertThat(server.get(path).etag()).isEqualTo(tag);
    }

    @Test
    void a_body_that_nobody_wants_is_not_waited_for() throws IOException {
        var reply = trickle(patch(2_000).replace("PATCH", "PUT"), "x".repeat(1_000));

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Connection")).isEqualTo("close");
    }

    @Test
    void who_is_slow_but_ends_in_time_is_served() throws IOException {
        var body = "{\"content\":\"two\"}";

        var reply = trickle(patch(body.length()) + body.substring(0, 12), body.substring(12));

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }

    @Test
    void a_follower_may_be_silent_for_as_long_as_it_likes() {
        var document = server.newDocument();
        var segment = server.segment(document, "one");
        try (var events = EventReader.open(server, document)) {
            events.next();
            LockSupport.parkNanos(PACE.patience().multipliedBy(3).toNanos());

            server.json("PATCH", segment, "{\"content\":\"two\"}", "If-Match: *");

            assertThat(events.next().json().get("revision").asLong()).isEqualTo(2);
        }
    }
}
