package dev.holdfast.http.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connection of a client to its server. Every request is idempotent, so it can be sent again. */
final class ServerConnection {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_ATTEMPTS = 3;

    private final URI server;
    private final Optional<String> token;
    private final Duration pause;
    private final Duration deadline;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /**
     * @param token the bearer token
     * @param pause the time before a request is sent again
     * @param deadline the longest time of one attempt, until its response is complete
     */
    ServerConnection(URI server, Optional<String> token, Duration pause, Duration deadline) {
        this.server = URI.create(server.toString().replaceAll("/+$", ""));
        this.token = token;
        this.pause = pause;
        this.deadline = deadline;
    }

    /** Copy with a token. */
    ServerConnection withToken(String next) {
        return new ServerConnection(server, Optional.of(next), pause, deadline);
    }

    /** Gets a representation of a media type. */
    ServerResponse get(String target, String mediaType) {
        var request = request(target).header("Accept", mediaType).GET();
        return send(request.build()).ofType(mediaType);
    }

    /** Posts a body with a new Idempotency-Key; the response is JSON. */
    ServerResponse post(String target, String mediaType, byte[] body) {
        return write("POST", target, mediaType, body);
    }

    /** Puts a body with a new Idempotency-Key; the response is JSON. */
    ServerResponse put(String target, String mediaType, byte[] body) {
        return write("PUT", target, mediaType, body);
    }

    private ServerResponse write(String method, String target, String mediaType, byte[] body) {
        var request = request(target)
                .header("Content-Type", mediaType)
                .header("Accept", "application/json")
                .header("Idempotency-Key", "\"%s\"".formatted(UUID.randomUUID()))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        return send(request.build()).ofType("application/json");
    }

    private HttpRequest.Builder request(String target) {
        var request = HttpRequest.newBuilder(URI.create(server + target));
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return request;
    }

    private ServerResponse send(HttpRequest request) {
        for (var attempt = 1; ; attempt++) {
            var isLast = attempt == MAX_ATTEMPTS;
            try {
                var response = exchange(request);
                if (response.statusCode() != 503 || isLast) {
                    return successful(response);
                }
            } catch (ConnectException | HttpConnectTimeoutException e) {
                throw new HoldfastClientException(
                        "No server can be reached at %s. Start it, or check the address.".formatted(server), e);
            } catch (TimeoutException e) {
                throw new HoldfastClientException(
                        "The server at %s did not respond within %d seconds. Try again later."
                                .formatted(server, deadline.toSeconds()),
                        e);
            } catch (IOException e) {
                if (isLast) {
                    throw new HoldfastClientException(
                            "The connection to the server at %s broke %d times (%s). Try again later."
                                    .formatted(server, MAX_ATTEMPTS, e.getMessage()),
                            e);
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            pause();
        }
    }

    /** Unlike the timeout of HttpRequest, the deadline also covers sending the body. */
    private HttpResponse<byte[]> exchange(HttpRequest request)
            throws IOException, InterruptedException, TimeoutException {
        var response = client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return response.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IllegalStateException("The HTTP client failed unexpectedly", e);
        } finally {
            response.cancel(true);
        }
    }

    private ServerResponse successful(HttpResponse<byte[]> response) {
        var received = new ServerResponse(server, response);
        if (response.statusCode() < 200 || response.statusCode() > 299) {
            throw received.refusal();
        }
        return received;
    }

    private void pause() {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static HoldfastClientException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new HoldfastClientException("The request was interrupted before its response arrived.", cause);
    }
}
