package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.address.TrustedProxies;
import dev.holdfast.http.auth.SecurityEvents;
import dev.holdfast.http.exchange.ConnectionLimits;
import dev.holdfast.http.exchange.Limits;
import dev.holdfast.http.testing.LoggedLines;
import dev.holdfast.http.testing.RawResponse;
import dev.holdfast.http.testing.TestServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections whose clients send nothing: their number is limited, in all and for each address. */
final class OpenConnectionsTest {

    private static final String HEALTH = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void disconnect() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    private static ServerOptions options(int total, int perAddress) {
        var all = Limits.defaults();
        var limits = new Limits(
                all.urlBytes(),
                all.headerBytes(),
                all.importBytes(),
                all.jsonBytes(),
                all.batchEdits(),
                all.pageSize(),
                all.jsonDepth(),
                all.pendingBodies(),
                all.pendingBodiesPerAddress(),
                new ConnectionLimits(total, perAddress));
        return ServerOptions.defaults().withLimits(limits);
    }

    /** Connects from an address of this computer. */
    private Socket connect(TestServer server, String from) throws IOException {
        var socket = new Socket();
        sockets.add(socket);
        socket.setSoTimeout(15_000);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", server.uri.getPort()));
        return socket;
    }

    private static RawResponse health(Socket socket) throws IOException {
        socket.getOutputStream().write(HEALTH.getBytes(StandardCharsets.ISO_8859_1));
        return RawResponse.parse(socket.getInputStream().readAllBytes());
    }

    private static boolean isOpen(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    /** Opens connections that send nothing, of which the server keeps some. */
    private void assertKept(int kept, TestServer server, String from, int count) throws IOException {
        var open = new ArrayList<Socket>();
        for (var i = 0; i < count; i++) {
            open.add(connect(server, from));
        }
        var deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (open.size() > kept && System.nanoTime() < deadline) {
            open.removeIf(socket -> !isOpen(socket));
        }
        LockSupport.parkNanos(50_000_000); // one that is closed too much would be within this time
        open.removeIf(socket -> !isOpen(socket));
        assertThat(open).hasSize(kept);
    }

    private void awaitHealth(TestServer server, String from) throws IOException {
        var deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                assertThat(health(connect(server, from)).status()).isEqualTo(200);
                return;
            } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException closedAtOnce) {
                LockSupport.parkNanos(10_000_000);
            }
        }
        throw new AssertionError("No connection was accepted");
    }

    @Test
    void an_address_has_no_more_than_its_connections_and_others_go_on() throws IOException {
        try (var server = TestServer.start(options(1_000, 5))) {
            assertKept(5, server, "127.0.0.1", 8);
            assertThat(health(connect(server, "127.0.0.2")).status()).isEqualTo(200);

            disconnect();

            awaitHealth(server, "127.0.0.1");
        }
    }

    @Test
    void one_address_cannot_take_the_last_connections_of_all() throws IOException {
        try (var server = TestServer.start(options(40, 1_000))) {
            assertKept(36, server, "127.0.0.1", 50);

            assertThat(health(connect(server, "127.0.0.2")).status()).isEqualTo(200);
        }
    }

    @Test
    void all_addresses_together_have_no_more_than_all_connections() throws IOException {
        try (var server = TestServer.start(options(40, 1_000))) {
            assertKept(36, server, "127.0.0.1", 36);
            assertKept(4, server, "127.0.0.2", 6);
        }
    }

    @Test
    void a_trusted_proxy_has_more_than_other_addresses_but_not_more_than_all() throws IOException {
        var options = options(40, 5).withTrustedProxies(TrustedProxies.onLoopback());
        try (var server = TestServer.start(options)) {
            assertKept(36, server, "127.0.0.1", 50);
        }
    }

    @Test
    void a_refused_connection_is_counted_and_told_once_a_minute() throws IOException {
        try (var events = new LoggedLines();
                var server = TestServer.start(options(1_000, 5))) {
            assertKept(5, server, "127.0.0.1", 8);
            var metrics = connect(server, "127.0.0.2");
            metrics.getOutputStream()
                    .write("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            var text = new String(metrics.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(events.lines()).containsExactly("connection-refused address=127.0.0.1");
            assertThat(text).contains("holdfast_connections_refused_total 3.0", "holdfast_connections 6.0");
        }
    }

    @Test
    void fewer_connections_are_accepted_than_files_may_be_opened() throws IOException {
        var connections = new OpenConnections(
                new ConnectionLimits(1_000, 1_000), 20, TrustedProxies.none(), new SecurityEvents());
        try (var server = TestServer.start()) {
            var admitted = 0;
            for (var i = 0; i < 20; i++) {
                var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", server.uri.getPort()));
                sockets.add(channel.socket());
                admitted += connections.admits(channel) ? 1 : 0;
            }

            assertThat(admitted).isEqualTo(14);
            assertThat(connections.count()).isEqualTo(14);
        }
    }
}
