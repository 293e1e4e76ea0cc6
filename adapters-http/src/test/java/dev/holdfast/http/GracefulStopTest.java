package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.holdfast.http.testing.LoggedLines;
import dev.holdfast.http.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

final class GracefulStopTest {

    private static final String BODY =
            "POST /api/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n";

    @Test
    void an_unfinished_request_is_logged_in_one_line_without_a_stack_trace() throws IOException {
        var server = TestServer.start();
        try (var logged = new LoggedLines(Logger.ROOT_LOGGER_NAME);
                var socket = new Socket(server.uri.getHost(), server.uri.getPort())) {
            socket.getOutputStream().write(BODY.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            sendSlowly(socket);
            assertThat(server.get("/health/live").status()).isEqualTo(200); // the server has seen the request

            server.close();

            var warnings = logged.events().stream()
                    .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                    .toList();
            assertThat(warnings)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly(
                            "The server stops, and cuts off the clients that did not finish within 10 seconds; 1 of them had sent a request.");
            assertThat(warnings).extracting(ILoggingEvent::getThrowableProxy).containsOnlyNulls();
        }
    }

    /** An idle connection would end at once. */
    private static void sendSlowly(Socket socket) {
        var sender = new Thread(() -> {
            try {
                while (!socket.isClosed()) {
                    socket.getOutputStream().write(' ');
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                }
            } catch (IOException closedByTheServer) {
                assertThat(closedByTheServer).isNotNull();
            }
        });
        sender.setDaemon(true);
        sender.start();
    }

    @Test
    void an_orderly_stop_logs_nothing() {
        var server = TestServer.start();
        try (var logged = new LoggedLines(Logger.ROOT_LOGGER_NAME)) {
            server.get("/health/live");

            server.close();

            assertThat(logged.events()).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
        }
    }
}
