package dev.holdfast.http.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * Probe of a server's readiness: one request, without a second attempt.
 *
 * @param server the URL of the server, with its path prefix if it has one
 * @param timeout the longest time until the response is complete
 */
public record HealthProbe(URI server, Duration timeout) {

    private static final int OK = 200;

    /** The reason why the server is not ready, as a sentence; empty if it is ready. */
    public Optional<String> problem() {
        var target = URI.create(server.toString().replaceAll("/+$", "") + "/health/ready");
        var request = HttpRequest.newBuilder(target).timeout(timeout).GET().build();
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
        try {
            var response = client.send(request, BodyHandlers.discarding());
            return response.statusCode() == OK
                    ? Optional.empty()
                    : Optional.of("%s is not ready (status %d).".formatted(server, response.statusCode()));
        } catch (HttpTimeoutException e) {
            return Optional.of("%s did not respond within %d ms.".formatted(server, timeout.toMillis()));
        } catch (ConnectException e) {
            return Optional.of("%s refuses connections, or there is no such host.".formatted(server));
        } catch (IOException e) {
            return Optional.of("%s does not respond as an HTTP server (%s).".formatted(server, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Interrupted before %s responded.".formatted(server));
        }
    }
}
